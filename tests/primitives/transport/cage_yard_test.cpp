#include <doctest/doctest.h>

#include "base/check.hpp"
#include "primitives/transport/cage_yard.hpp"
#include "yard_floor.hpp"

using namespace dray;
using namespace dray::primitives;

TEST_SUITE("unit") {
    TEST_CASE("slots are used as their zones say, and missing uses are told") {
        const floor::Floor floor = test::yard_floor();
        const CageYard yard({.store_fill = 0.5}, floor);
        CHECK(yard.chutes().size() == 4);
        CHECK(yard.store().size() == 4);
        CHECK(yard.doors() == 2);
        CHECK(yard.staging(DoorId(0)).size() == 2);
        CHECK(yard.on_site() == 4 + 2);
        CHECK(missing_uses(floor).empty());
        const floor::Floor bare = test::yard_floor({{"door-2", 0, 0, 1, 4, 0, 0}});
        CHECK(missing_uses(bare) == std::vector<std::string>{"no slot lies in a zone \"chutes\"",
                                                             "no slot lies in a zone \"store\"",
                                                             "no slot lies in a zone \"door-1\""});
    }

    TEST_CASE("a cage is filled, pulled, hauled, loaded and gone, and every count follows") {
        const floor::Floor floor = test::yard_floor();
        CageYard yard({.parcels_per_cage = 2, .store_fill = 0.5}, floor);
        const SlotId chute = yard.chutes()[0], bay = yard.staging(DoorId(1))[0];
        const CageId cage = yard.cage_in(chute);
        CHECK(yard.takes_parcel(chute, DoorId(1)));
        yard.drop_parcel(chute, DoorId(1));
        CHECK_FALSE(yard.takes_parcel(chute, DoorId(0)));
        yard.drop_parcel(chute, DoorId(1));
        CHECK(yard.full(cage));
        CHECK_FALSE(yard.takes_parcel(chute, DoorId(1)));
        yard.pull(cage, 3);
        yard.reserve(cage, bay);
        CHECK_FALSE(yard.free(bay));
        yard.lift(cage);
        CHECK(yard.free(chute));
        yard.set_down(cage);
        CHECK(yard.cage_in(bay) == cage);
        CHECK(yard.mass_kg(cage) == doctest::Approx(60 + 2 * 4.75));
        yard.board(cage);
        CHECK(yard.free(bay));
        yard.check(true);
        yard.depart(cage);
        yard.check(true);
        CHECK(yard.totals().parcels_shipped == 2);
        CHECK(yard.totals().cages_taken == 1);
        CHECK(yard.bring_empty(bay) == cage);  // the number is used again
        CHECK(yard.totals().cages_brought == 1);
        yard.check(true);
    }

    TEST_CASE("a cage keeps the parcels that are astray in it on its way to the truck, and others keep theirs") {
        const floor::Floor floor = test::yard_floor();
        CageYard yard({.parcels_per_cage = 4, .store_fill = 0.5}, floor);
        const auto fill = [&](std::size_t chute, std::uint32_t first_order) {
            const SlotId slot = yard.chutes()[chute];
            yard.drop_parcel(slot, DoorId(1));
            for (std::uint32_t o = first_order; o < first_order + 2; ++o)
                yard.drop_parcel(slot, {.route = DoorId(1), .true_route = DoorId(0), .order = OrderId(o), .units = 7});
            yard.drop_parcel(slot, {.route = DoorId(1), .true_route = DoorId(1)});
            yard.check(true);
            return yard.cage_in(slot);
        };
        const CageId first = fill(0, 10), second = fill(1, 20);
        CHECK(yard.astray_on_site() == 4);
        for (const CageId cage : {first, second}) {
            yard.pull(cage, 3);
            yard.reserve(cage, yard.staging(DoorId(1))[cage == first ? 0 : 1]);
            yard.lift(cage);
            yard.check(true);
            yard.set_down(cage);
        }
        yard.put_off(first, 4);
        yard.board(second);
        yard.check(true);
        const std::vector<Parcel> gone = yard.depart(second);
        REQUIRE(gone.size() == 2);
        CHECK(gone[0].order == OrderId(20));
        CHECK(gone[1].order == OrderId(21));
        CHECK(gone[1].true_route == DoorId(0));
        CHECK(gone[1].units == 7);
        CHECK(yard.astray_on_site() == 2);
        CHECK(yard.totals().astray_shipped == 2);
        yard.check(true);
        yard.board(first);
        CHECK(yard.depart(first).front().order == OrderId(10));
        CHECK(yard.astray_on_site() == 0);
        yard.check(true);
    }

    TEST_CASE("misuse is refused and changes nothing") {
        const floor::Floor floor = test::yard_floor();
        CageYard yard({.store_fill = 0.5}, floor);
        const SlotId chute = yard.chutes()[0];
        const CageId cage = yard.cage_in(chute);
        CHECK_THROWS_AS(yard.lift(cage), BugError);
        CHECK_THROWS_AS(yard.reserve(cage, yard.chutes()[1]), BugError);
        CHECK_THROWS_AS(yard.pull(cage, 0), BugError);
        CHECK_THROWS_AS(yard.board(cage), BugError);
        CHECK_THROWS_AS(yard.depart(cage), BugError);
        CHECK_THROWS_AS(yard.cancel(cage), BugError);
        CHECK_THROWS_AS(yard.bring_empty(chute), BugError);
        yard.check(true);
    }
}
