#include "operations/ledger.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "base/check.hpp"

namespace dray::operations {

namespace {

constexpr std::array<const char*, kAccounts> kAccountNames = {"initial",  "received", "stored",     "picked",   "shipped",
                                                              "on truck", "at dock",  "on the way", "set aside"};

constexpr bool is_source(Account account) {
    return account == Account::Initial || account == Account::Received;
}

constexpr bool is_sink(Account account) {
    return account == Account::Shipped;
}

const char* name_of(Account account) {
    return kAccountNames[static_cast<std::size_t>(account)];
}

}  // namespace

void Ledger::move_units(Account from, Account to, std::int64_t units) {
    DRAY_CHECK(units >= 0 && from != to, "{} units from {} to {}", units, name_of(from), name_of(to));
    DRAY_CHECK(!is_source(to) && !is_sink(from), "units cannot go from {} to {}", name_of(from), name_of(to));
    DRAY_CHECK(is_source(from) || balance(from) >= units, "{} units leave account {} that holds {}", units, name_of(from),
               balance(from));
    units_[static_cast<std::size_t>(from)] -= units;
    units_[static_cast<std::size_t>(to)] += units;
}

void Ledger::order_completed() {
    DRAY_CHECK(open_ > 0, "an order is completed while none is open");
    --open_;
    ++completed_;
}

void Ledger::order_refused(const std::string& reason) {
    DRAY_CHECK(open_ > 0, "an order is refused ({}) while none is open", reason);
    --open_;
    ++refused_;
    ++refused_by_reason_[reason];
}

void Ledger::check(std::int64_t stored_units) const {
    const std::int64_t sum = std::accumulate(units_.begin(), units_.end(), std::int64_t{0});
    DRAY_CHECK(sum == 0, "the ledger's accounts add up to {} units instead of 0", sum);
    DRAY_CHECK(balance(Account::Stored) == stored_units, "the ledger holds {} stored units, the pods {}",
               balance(Account::Stored), stored_units);
    DRAY_CHECK(released_ == open_ + completed_ + refused_, "{} orders released, but {} open, {} completed and {} refused",
               released_, open_, completed_, refused_);
}

void Ledger::add_to(StateHash& hash) const {
    // Accounts that only sites with trucks use count only there.
    constexpr std::size_t kOfAllSites = 5;
    const std::span<const std::int64_t> units(units_);
    hash.add(units.first(kOfAllSites));
    const auto others = units.subspan(kOfAllSites);
    if (std::ranges::any_of(others, [](std::int64_t balance) { return balance != 0; })) hash.add(others);
    for (const std::int64_t count : {released_, completed_, refused_, open_})
        hash.add(count);
    for (const auto& [reason, count] : refused_by_reason_) {
        hash.add(std::string_view(reason));
        hash.add(count);
    }
}

}  // namespace dray::operations
