#include "operations/ledger.hpp"

#include <rapidcheck.h>

#include "base/check.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::operations;

TEST_SUITE("unit") {
    TEST_CASE("units go from a source through store and pick to the sink, and the sum stays 0") {
        Ledger ledger;
        ledger.move_units(Account::Initial, Account::Stored, 100);
        ledger.move_units(Account::Received, Account::Stored, 20);
        ledger.move_units(Account::Stored, Account::Picked, 30);
        ledger.move_units(Account::Picked, Account::Shipped, 10);
        CHECK(ledger.balance(Account::Initial) == -100);
        CHECK(ledger.balance(Account::Received) == -20);
        CHECK(ledger.balance(Account::Stored) == 90);
        CHECK(ledger.balance(Account::Picked) == 20);
        CHECK(ledger.balance(Account::Shipped) == 10);
        CHECK_NOTHROW(ledger.check(90));
    }

    TEST_CASE("a store that differs from the ledger is a named bug") {
        Ledger ledger;
        ledger.move_units(Account::Initial, Account::Stored, 5);
        CHECK_THROWS_AS(ledger.check(4), BugError);
        try {
            ledger.check(6);
        } catch (const BugError& error) {
            CHECK(std::string(error.what()).find("the ledger holds 5 stored units, the pods 6") != std::string::npos);
        }
    }

    TEST_CASE("units that do not exist, or go the wrong way, are refused") {
        Ledger ledger;
        ledger.move_units(Account::Initial, Account::Stored, 5);
        CHECK_THROWS_AS(ledger.move_units(Account::Stored, Account::Picked, 6), BugError);
        CHECK_THROWS_AS(ledger.move_units(Account::Stored, Account::Picked, -1), BugError);
        CHECK_THROWS_AS(ledger.move_units(Account::Stored, Account::Stored, 1), BugError);
        CHECK_THROWS_AS(ledger.move_units(Account::Stored, Account::Initial, 1), BugError);
        CHECK_THROWS_AS(ledger.move_units(Account::Shipped, Account::Stored, 0), BugError);
        CHECK_NOTHROW(ledger.check(5));
    }

    TEST_CASE("orders are open until they are completed or refused for a reason") {
        Ledger ledger;
        CHECK_THROWS_AS(ledger.order_completed(), BugError);
        CHECK_THROWS_AS(ledger.order_refused("no stock"), BugError);
        for (int i = 0; i < 5; ++i)
            ledger.order_released();
        ledger.order_completed();
        ledger.order_refused("no stock");
        ledger.order_refused("no stock");
        ledger.order_refused("too large");
        CHECK(ledger.released() == 5);
        CHECK(ledger.completed() == 1);
        CHECK(ledger.refused() == 3);
        CHECK(ledger.open() == 1);
        CHECK(ledger.refused_by_reason() == std::map<std::string, std::int64_t>{{"no stock", 2}, {"too large", 1}});
        CHECK_NOTHROW(ledger.check(0));
    }

    TEST_CASE("the state hash sees balances, orders and reasons") {
        const auto digest = [](const Ledger& ledger) {
            StateHash hash;
            ledger.add_to(hash);
            return hash.digest();
        };
        Ledger a, b;
        a.move_units(Account::Initial, Account::Stored, 1);
        CHECK(digest(a) != digest(b));
        b.move_units(Account::Initial, Account::Stored, 1);
        CHECK(digest(a) == digest(b));
        a.order_released();
        b.order_released();
        a.order_refused("x");
        b.order_refused("y");
        CHECK(digest(a) != digest(b));
    }
}

TEST_SUITE("property") {
    TEST_CASE("after any entries, allowed or refused, the accounts cancel and the orders add up") {
        CHECK(property::holds([] {
            Ledger ledger;
            for (const std::int64_t units : property::integers_in(-2, 50)) {
                const int from = property::in_range(0, 7), to = property::in_range(0, 5);
                try {
                    if (from == 5)
                        ledger.order_released();
                    else if (from == 6)
                        units % 2 == 0 ? ledger.order_completed() : ledger.order_refused("reason");
                    else
                        ledger.move_units(static_cast<Account>(from), static_cast<Account>(to), units);
                } catch (const BugError&) {
                }
                std::int64_t sum = 0;
                for (std::size_t account = 0; account < kAccounts; ++account)
                    sum += ledger.balance(static_cast<Account>(account));
                RC_ASSERT(sum == 0);
                RC_ASSERT(ledger.balance(Account::Stored) >= 0);
                RC_ASSERT(ledger.balance(Account::Picked) >= 0);
                RC_ASSERT(ledger.balance(Account::Shipped) >= 0);
                ledger.check(ledger.balance(Account::Stored));
            }
        }));
    }
}
