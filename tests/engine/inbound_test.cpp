// Goods inbound as part of whole sites: from the truck through other areas to the pods, and refused where that makes no sense.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "engine/site.hpp"
#include "small_site.hpp"

using namespace dray;

namespace {

const std::string kTrucks =
    "inbound: {doors: 2, truck_every_s: 120, first_truck_s: 60, lead_time_s: 60, tote_units: 6, unload_tote_s: 5}\n";

const std::string kStraight = "connections: [{from: inbound.totes, to: storage.totes}]\n";

// Readers without a code take the articles of a delivery for each other.
const std::string kChain = R"(
handling: [{name: receiving, work: {workers: 2, time_s: 8}}]
identification: [{name: gate, readers: 1, tote_parcels: 10, tote_wait_s: 20, figures: {sensors: {no_read: 1, noise_scale: 20}, reader: {accept: 0, attempts: 1}}}]
connections: [{from: inbound.totes, to: receiving.totes}, {from: receiving.handled, to: gate.totes}, {from: gate.identified, to: storage.totes}]
)";

engine::LoadedScenario site(const std::string& text, const std::vector<std::string>& overrides = {}) {
    std::vector<std::string> all = {"storage.initial_stock=0.04", "storage.reorder_point=0.9", "duration_s=2400",
                                    "warm_up_s=300"};
    all.insert(all.end(), overrides.begin(), overrides.end());
    return engine::read_scenario(config::parse(test::kSmallSite + text, "site.yaml", ".", all), "site");
}

std::string refusal(const std::string& text, const std::vector<std::string>& overrides = {}) {
    return test::refusal_of([&] { return site(text, overrides); });
}

bool says(const std::string& message, const std::string& part) {
    CAPTURE(message);
    const bool found = message.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("what trucks bring is stowed, and every tote is somewhere") {
        const engine::Results r = test::run_to_end(site(kTrucks + kStraight));
        REQUIRE(r.inbound.has_value());
        const engine::InboundResult& i = *r.inbound;
        CHECK(i.trucks > 5);
        CHECK(i.totes_stowed > 20);
        CHECK(i.totes_unloaded == i.totes_stowed + i.totes_at_storage + i.totes_on_the_way + i.totes_at_dock);
        CHECK(i.totes_per_hour > 0);
        CHECK(i.dock_to_stock_s.p50 > 5 + 10);
        CHECK(i.dock_to_stock_s.p95 >= i.dock_to_stock_s.p50);
        CHECK(i.working + i.starved + i.blocked == doctest::Approx(1));
        CHECK(i.totes_misread == 0);
        CHECK(r.orders_completed > 50);
        std::int64_t held = 0;
        for (const char* account : {"on_truck", "at_dock", "on_the_way", "stored", "picked", "shipped", "set_aside"})
            held += r.ledger.at(account);
        CHECK(held == r.ledger.at("initial") + r.ledger.at("received"));
    }

    TEST_CASE("totes are received and identified on their way, and what is mistaken is found by pickers") {
        const engine::Results r = test::run_to_end(site(kTrucks + kChain, {"duration_s=3600"}));
        const engine::InboundResult& i = *r.inbound;
        REQUIRE(r.areas_of("handling").size() == 1);
        CHECK(test::area(r, "handling")["parcels_arrived"] ==
              test::area(r, "handling")["parcels_gone"] + test::area(r, "handling")["parcels_inside"]);
        CHECK(test::area(r, "identification")["parcels_arrived"] == test::area(r, "handling")["parcels_gone"]);
        CHECK(i.totes_on_the_way ==
              test::area(r, "handling")["parcels_inside"] + test::area(r, "identification")["parcels_inside"]);
        CHECK(test::area(r, "identification")["parcels_gone"] == i.totes_stowed + i.totes_at_storage);
        CHECK(i.totes_misread > 0);
        CHECK(i.totes_misread <= test::area(r, "identification")["wrong"]);
        CHECK(i.wrong_finds > 0);
        CHECK(i.units_set_aside >= i.wrong_finds);
        CHECK(i.units_set_aside <= i.units_misstowed);
        CHECK(r.ledger.at("set_aside") == i.units_at_desk);
        CHECK(i.units_returned > 0);
        CHECK(i.units_returned + i.units_at_desk <= i.units_set_aside);
        CHECK(test::area(r, "handling").text("load_unit") == "totes");
        CHECK(test::area(r, "identification").text("load_unit") == "totes");
    }

    TEST_CASE("places before the stow stations that are taken hold totes back to the truck") {
        const engine::Results r =
            test::run_to_end(site(kTrucks + kStraight, {"inbound.stow_totes=1", "inbound.dock_totes=2", "stations.stow_s=400"}));
        CHECK(r.inbound->blocked > 0.2);
        CHECK(r.inbound->totes_at_dock == 2);
    }

    TEST_CASE("a site with trucks has the same hash on 1, 2 and 4 threads, and another for another seed") {
        const auto hash = [](std::size_t jobs, std::uint64_t seed) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
            return test::run_to_end(site(kTrucks + kChain), seed).state_hash;
        };
        const std::uint64_t one = hash(1, 1);
        CHECK(hash(2, 1) == one);
        CHECK(hash(4, 1) == one);
        CHECK(hash(1, 2) != one);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("trucks whose goods cannot come to the pods are refused with place and reason") {
        CHECK(refusal(kTrucks + kStraight).empty());
        CHECK(refusal(kTrucks + kChain).empty());
        says(refusal(kTrucks),
             "inbound: the totes of its trucks end at the open port 'inbound.totes'; connect it to storage.totes");
        says(refusal(kTrucks + "handling: [{name: receiving}]\nconnections: [{from: inbound.totes, to: receiving.totes}]\n"),
             "end at the open port 'receiving.handled'");
        says(refusal(kTrucks + "handling: [{name: receiving}]\nconnections: [{from: inbound.totes, to: receiving.parcels}]\n"),
             "connections[0].to: the port 'receiving.parcels' takes parcels, but 'inbound.totes' gives totes");
        says(refusal(kTrucks + "connections: [{from: inbound.tote, to: storage.totes}]\n"),
             "there is no port 'inbound.tote'; did you mean 'inbound.totes'?");
        says(refusal(kTrucks +
                     "handling: [{name: work}]\nconnections: [{from: inbound.totes, to: work.totes}, {from: storage.orders, "
                     "to: work.parcels}, {from: work.handled, to: storage.totes}]\n"),
             "connections[1].to: 'work' works on totes already, not on parcels too");
        says(refusal(kTrucks +
                     "identification: [{name: a}]\nhandling: [{name: b}]\nconnections: [{from: inbound.totes, to: a.totes}, "
                     "{from: a.identified, to: b.totes}]\n"),
             "'a.identified' has identified its totes already; they can only go to storage.totes, not to 'b.totes'");
        says(refusal(kTrucks + kStraight, {"storage.reorder_point=0"}),
             "inbound.doors: nothing is ever ordered; it needs a stow station on the floor and storage.reorder_point above 0");
        says(refusal(kTrucks + kStraight + "handling: [{name: inbound}]\n"), "two areas are called 'inbound'");
        says(refusal(kStraight), "there is no port 'inbound.totes'");
    }
}
