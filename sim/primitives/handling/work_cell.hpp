// Handling of parcels off the robots' floors: people or robot arms side by side who pack, check or repack what comes to them.
//
// One queue, several workers. An attempt may fail and is made again; what a worker refuses, or fails at too often, goes to an
// exception desk, where people always succeed. A finished parcel waits in an outlet; while that is full, the worker who holds
// the next one is blocked. Workers are away as a roster says, and break down when they are machines.
//
//   cell.advance(now);
//   while (cell.room() > 0) cell.put(parcel, now);
//   while (cell.ready()) send_on(cell.take(now));
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "config/table.hpp"
#include "primitives/handling/roster.hpp"
#include "primitives/parcel.hpp"
#include "primitives/state_times.hpp"

namespace dray::primitives {

/// Workers of one kind and what they do with each parcel.
struct WorkConfig {
    std::int64_t workers = 8;
    std::int64_t queue_parcels = 100;  ///< places before the workers
    std::int64_t outlet_parcels = 50;  ///< places behind them, at least 1
    double time_s = 20;                ///< mean of one attempt
    double further_unit_s = 0;         ///< more for each unit of the parcel beyond the first
    std::string time_law = "lognormal";
    double time_cv = 0.4;          ///< coefficient of variation of the lognormal distribution
    double success_rate = 1;       ///< of an attempt
    std::int64_t attempts = 2;     ///< before it goes to the exception desk
    double refusal_rate = 0;       ///< share of parcels that a worker declines at sight
    double refusal_s = 2;          ///< time that this takes
    std::int64_t desk_people = 1;  ///< at the exception desk
    double desk_s = 60;            ///< mean time of one exception, lognormal with time_cv
    double mtbf_h = 0;             ///< mean time between failures of one worker that is a machine; 0: never
    double mttr_s = 300;
    std::vector<AbsenceConfig> absences;
};
[[nodiscard]] const config::Table& work_table();

/// Counts since the start of the run.
struct WorkFigures {
    std::int64_t arrived = 0, gone = 0;
    std::int64_t attempts = 0, failures = 0, refused = 0, exceptions = 0;
    std::int64_t breakdowns = 0;
    double desk_labour_s = 0;
    std::vector<double> time_s;  ///< from arrival to the outlet, in that order
};

/// Deterministic; equal seeds and parcels give equal times. Not for several threads at once.
class WorkCell {
  public:
    /// Values within work_table()'s ranges.
    WorkCell(const WorkConfig& config, const Clock& clock, std::uint64_t seed);

    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    /// When something next happens by itself; a century ahead when nothing does.
    [[nodiscard]] Step next_event() const;
    [[nodiscard]] std::size_t room() const { return static_cast<std::size_t>(config_.queue_parcels) - queue_.size(); }
    void put(Parcel parcel, Step now);  ///< needs room; `now` is the time advanced to
    [[nodiscard]] bool ready() const { return !outlet_.empty(); }
    Parcel take(Step now);  ///< the oldest that is finished; needs one

    [[nodiscard]] const WorkFigures& figures() const { return figures_; }
    [[nodiscard]] std::size_t queued() const { return queue_.size(); }
    [[nodiscard]] std::size_t at_desk() const { return desk_.size() + desk_queue_.size(); }
    /// Share of the desk's people at work.
    [[nodiscard]] double desk_load() const {
        return static_cast<double>(desk_.size()) / static_cast<double>(config_.desk_people);
    }
    [[nodiscard]] std::size_t inside() const;  ///< all that came and has not gone
    [[nodiscard]] std::size_t workers() const { return workers_.size(); }
    [[nodiscard]] StationState state(std::size_t worker) const { return workers_[worker].state; }
    /// Time that a worker spent working, without work, blocked by the full outlet, or away and broken: together exactly `now`.
    [[nodiscard]] Step time_in(std::size_t worker, StationState state, Step now) const { return workers_[worker].in(state, now); }
    void check() const;  ///< nothing is lost; throws BugError
    void add_to(StateHash& hash) const;

  private:
    enum class Outcome : std::uint8_t { Done, Again, Desk };
    struct Unit {
        Parcel parcel;
        std::uint64_t number = 0;  ///< of its arrival: numbers its random streams
        std::int64_t attempts = 0;
    };
    struct Worker : StateTimes {
        bool busy = false;  ///< holds a unit
        bool down = false;  ///< broken
        Unit unit;
        Outcome outcome = Outcome::Done;
        Step ends = 0;  ///< of the attempt; moves on while broken
        Stream failures;
        Step next_change = 0;  ///< when it breaks, or is repaired
    };
    struct DeskUnit {
        Step ends = 0;
        Unit unit;
    };

    void settle_states(Step now);
    void start_work(Step now);
    void begin(Worker& worker, Step now);
    void end_attempt(Worker& worker, Step now);
    void to_desk(const Unit& unit, Step now);
    void serve_desk(Step now);
    void finish(const Unit& unit, Step now);
    void unblock(Step now);
    void change(Worker& worker, Step now);
    [[nodiscard]] double drawn_s(const Parcel& parcel, Stream& stream) const;

    WorkConfig config_;
    Clock clock_;
    std::uint64_t seed_;
    Roster roster_;
    std::vector<Worker> workers_;
    std::deque<Unit> queue_, desk_queue_, outlet_;
    std::vector<DeskUnit> desk_;
    Step now_ = 0;
    WorkFigures figures_;
    StateHash trail_;
};

}  // namespace dray::primitives
