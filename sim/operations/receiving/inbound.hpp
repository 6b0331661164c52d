// Goods inbound: what a site orders comes by truck after its lead time, is unloaded at receiving doors, and goes through other
// areas to the places before the stow stations. A tote holds units of one article.
//
//   inbound.order(sku, units, now);               // the stock policy
//   inbound.advance(now);
//   while (inbound.ready()) id = inbound.take(now);  // to the next area, whoever that is
//   if (inbound.room() > 0) inbound.bring(id, believed, now);
//   inbound.assign(id, units); inbound.stowed(id, units, now);
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "config/table.hpp"
#include "operations/ledger.hpp"
#include "primitives/state_times.hpp"

namespace dray::operations {

struct InboundConfig {
    std::int64_t doors = 0;       ///< receiving doors, each with a crew; 0: goods come without trucks
    double truck_every_s = 1800;  ///< between two trucks of the schedule
    double first_truck_s = 900;
    std::int64_t truck_totes = 400;  ///< that one truck brings at most
    std::int64_t tote_units = 24;    ///< that one tote holds at most
    double lead_time_s = 3600;       ///< between an order for goods and the schedule of the first truck that may bring them
    double late_share = 0.1;         ///< of the trucks that come after their time
    double late_s = 600;             ///< by this much, mean of an exponential distribution
    double unload_tote_s = 8;        ///< mean, for the crew of a door
    double unload_cv = 0.3;          ///< lognormal; 0: fixed
    double change_s = 300;           ///< between two trucks at one door
    std::int64_t dock_totes = 400;   ///< places behind the doors; full, they stop the crews
    std::int64_t stow_totes = 200;   ///< places before the stow stations, of totes that no pod has been chosen for
    double wrong_item_s = 60;        ///< mean of what a line takes longer when the pod holds something else
    double set_aside_s = 180;        ///< mean that a person takes for such a find before it goes back to the stow stations
};
[[nodiscard]] const config::Table& inbound_table();

enum class TotePlace : std::uint8_t { OnTruck, AtDock, OnTheWay, AtStow, Stowed };
inline constexpr std::size_t kTotePlaces = 5;

struct Tote {
    SkuId sku;       ///< what it is
    SkuId believed;  ///< what it is taken for, and booked as when it is stowed
    std::int32_t units = 0;
    std::int32_t left = 0;        ///< of them not yet in pods
    std::int32_t unassigned = 0;  ///< of those, no pod has been chosen for
    TotePlace place = TotePlace::OnTruck;
    Step docked = 0;        ///< when its truck stood at the door
    bool returned = false;  ///< it never came by truck: its units were set aside by pickers
};

/// Counts since the start of the run; totes are those that came by truck.
struct InboundFigures {
    std::int64_t trucks = 0;              ///< came to a door
    std::int64_t trucks_late = 0;         ///< of them, after their time: they came late, or no door was free
    double late_s = 0;                    ///< of all these together
    std::int64_t totes_unloaded = 0;      ///< came to the dock
    std::int64_t totes_stowed = 0;        ///< all their units lie in pods
    std::int64_t totes_misread = 0;       ///< came to storage as something that they are not
    std::int64_t units_misstowed = 0;     ///< lie, or lay, in pods as what they are not
    std::int64_t units_returned = 0;      ///< had been set aside, and lie in pods again as what they are
    std::vector<double> dock_to_stock_s;  ///< of each stowed tote, from the truck at the door to its last unit in a pod
};

/// Orders for goods, trucks, doors and totes. Every step of a tote is a double entry in the ledger. Misuse throws BugError.
/// Deterministic; not for several threads at once.
class Inbound {
  public:
    /// `ledger` must outlive it. Values within inbound_table()'s ranges, at least one door.
    Inbound(const InboundConfig& config, Ledger& ledger, const Clock& clock, std::uint64_t seed);

    void order(SkuId sku, std::int64_t units, Step now);  ///< above 0
    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    [[nodiscard]] bool ready() const { return !dock_.empty(); }
    ToteId take(Step now);  ///< the tote that has stood longest at the dock goes on its way; needs one
    /// Places free before the stow stations.
    [[nodiscard]] std::size_t room() const;
    void bring(ToteId id, SkuId believed, Step now);  ///< one on its way comes to the stow stations; needs room
    /// Units that were set aside come to the stow stations in a tote of their own, as what they are; needs room.
    void bring_back(SkuId sku, std::int64_t units, Step now);
    /// Totes before the stow stations for whose units pods are to be chosen, longest first.
    [[nodiscard]] const std::deque<ToteId>& waiting() const { return waiting_; }
    void put_off();                              ///< the first of them goes behind the others
    void assign(ToteId id, std::int64_t units);  ///< pods have been chosen for some of the first one's units
    void stowed(ToteId id, std::int64_t units, Step now);

    [[nodiscard]] const Tote& tote(ToteId id) const { return totes_[id.index()]; }
    [[nodiscard]] std::size_t totes() const { return totes_.size(); }  ///< ids below this exist
    /// By SKU, of so many: units that no truck has been loaded with.
    [[nodiscard]] std::vector<std::int64_t> on_order(std::size_t skus) const;
    [[nodiscard]] std::int64_t units_on_order() const { return units_on_order_; }
    [[nodiscard]] std::int64_t totes_at(TotePlace place) const { return totes_at_[static_cast<std::size_t>(place)]; }
    [[nodiscard]] std::size_t trucks_waiting(Step now) const;  ///< stand before the doors
    [[nodiscard]] std::size_t doors() const { return doors_.size(); }
    /// A door goes down or works again, after advance(now): meanwhile its crew unloads nothing and no truck comes to it.
    void set_down(std::size_t door, bool down, Step now);
    [[nodiscard]] primitives::StationState state(std::size_t door) const { return doors_[door].state; }
    /// Time that a crew spent unloading, without a truck, stopped by the full dock, or with a door that is down: together exactly
    /// `now`.
    [[nodiscard]] Step time_in(std::size_t door, primitives::StationState state, Step now) const {
        return doors_[door].in(state, now);
    }
    [[nodiscard]] const InboundFigures& figures() const { return figures_; }

    void check() const;        ///< O(1): the ledger and the totes agree; throws BugError
    void check_totes() const;  ///< everything counted anew
    void add_to(StateHash& hash) const;

  private:
    struct Order {
        SkuId sku;
        std::int64_t units = 0;
        Step at = 0;
    };
    struct Truck {
        Step due = 0, arrives = 0;
        std::size_t next = 0, end = 0;  ///< its totes that are still on it
    };
    struct Door : primitives::StateTimes {
        Truck truck;
        primitives::StationState doing = primitives::StationState::Starved;  ///< while it is not down
        bool down = false;
        Step ends = 0;  ///< Working: of the tote in hand, while down only what is left; Starved: the next truck may come

        [[nodiscard]] bool does(primitives::StationState what) const { return !down && doing == what; }
        void turn_to(primitives::StationState what, Step now) {
            doing = what;
            enter(down ? primitives::StationState::Down : doing, now);
        }
    };

    [[nodiscard]] Step next_event() const;
    void load_truck(Step due);
    void fill(Truck& truck, SkuId sku, std::int64_t units);
    void dock_trucks(Step now);
    void unload(Door& door, Step now);
    void begin_tote(Door& door, Step now);
    void move(Tote& tote, TotePlace to, std::int64_t units);

    InboundConfig config_;
    Ledger& ledger_;
    Clock clock_;
    std::uint64_t seed_;
    std::deque<Order> orders_;  ///< oldest first
    std::int64_t units_on_order_ = 0;
    std::uint64_t scheduled_ = 0;  ///< trucks of the schedule whose time has come
    std::deque<Truck> road_;       ///< loaded and not at a door, by arrival
    std::vector<Door> doors_;
    std::vector<Tote> totes_;
    std::array<std::int64_t, kTotePlaces> totes_at_{}, units_at_{};
    std::deque<ToteId> dock_, waiting_;
    InboundFigures figures_;
    StateHash trail_;
};

}  // namespace dray::operations
