// The ledger: double entries of units between accounts, and counts of orders and tasks; nothing is lost.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "base/hash.hpp"

namespace dray::operations {

/// Where units can be. Initial and Received are sources (they run negative), Shipped is a sink. The last four are used where
/// goods come by truck; SetAside has what lay in pods as something that it is not, until a person has found out what it is.
enum class Account : std::uint8_t { Initial, Received, Stored, Picked, Shipped, OnTruck, AtDock, OnTheWay, SetAside };
inline constexpr std::size_t kAccounts = 9;

/// Units by account, and orders by state. Each call is one double entry, so that the sum over all accounts stays 0.
class Ledger {
  public:
    /// At least 0 units, between two accounts, never into a source or out of a sink, and never more than an account that is
    /// not a source holds; anything else throws BugError.
    void move_units(Account from, Account to, std::int64_t units);
    [[nodiscard]] std::int64_t balance(Account account) const { return units_[static_cast<std::size_t>(account)]; }

    void order_released() {
        ++released_;
        ++open_;
    }
    void order_completed();                         ///< open -> completed
    void order_refused(const std::string& reason);  ///< open -> refused

    [[nodiscard]] std::int64_t released() const { return released_; }
    [[nodiscard]] std::int64_t completed() const { return completed_; }
    [[nodiscard]] std::int64_t refused() const { return refused_; }
    [[nodiscard]] std::int64_t open() const { return open_; }
    [[nodiscard]] const std::map<std::string, std::int64_t>& refused_by_reason() const { return refused_by_reason_; }

    /// O(1), every tick: throws BugError when entries do not cancel, or Stored differs from `stored_units` (the storage's own
    /// total) or orders do not add up.
    void check(std::int64_t stored_units) const;
    void add_to(StateHash& hash) const;

  private:
    std::array<std::int64_t, kAccounts> units_{};
    std::int64_t released_ = 0, completed_ = 0, refused_ = 0, open_ = 0;
    std::map<std::string, std::int64_t> refused_by_reason_;
};

}  // namespace dray::operations
