// A reader station as a process: units queue, are read, read again when in doubt, and settled at an exception desk at the worst.
//
//   station.reserve_place();                      // the giver keeps the unit until it is handed over
//   station.take(arrival, now);
//   now = station.next_event(); station.advance(now);
//   while (!station.outlet().empty()) send_on(station.give(now));
//
// What leaves carries what the unit is and what it is believed to be. A wrong identity is not an error here: it goes on as it is.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "primitives/identification/classifier.hpp"
#include "primitives/identification/identification.hpp"
#include "primitives/identification/sensors.hpp"
#include "primitives/state_times.hpp"

namespace dray::primitives {

/// A unit that comes to be identified. The spans must stay valid until its identity has been given on.
struct Arrival {
    UnitToRead unit;
    std::span<const SkuId> expected;  ///< what it may be: distinct SKUs, at least one
    std::span<const double> weights;  ///< as Candidates::weights
};

enum class SettledBy : std::uint8_t { Reader, Desk };

/// The outcome for one unit.
struct Identity {
    std::uint64_t entity = 0;
    SkuId truth, believed;
    double confidence = 0;      ///< stated by the classifier for its best candidate at the last read, whoever settled it
    std::int64_t attempts = 0;  ///< reads
    SettledBy by = SettledBy::Reader;
    Step came = 0, settled = 0;
    [[nodiscard]] bool correct() const { return truth == believed; }
};

/// One reader with a queue, an exception desk behind it, and an outlet. Misuse throws BugError. Equal seeds and units give equal
/// identities and times. Not for several threads at once.
class ReaderStation {
  public:
    static constexpr Step kNever = std::numeric_limits<Step>::max();

    /// `classifier` must outlive the station; it should use the cues that `config` says (cues_of). Within reader_table()'s
    /// ranges.
    ReaderStation(const ReaderConfig& config, const Classifier& classifier, const Clock& clock, std::uint64_t seed);

    // Hand-over in: a place is reserved first, and filled when the unit is there.
    [[nodiscard]] std::size_t free_places() const;
    void reserve_place();  ///< needs a free place
    void cancel_place();   ///< needs a reserved place
    void take(const Arrival& arrival, Step now);

    /// Lets everything happen that ends until `now`, each at its own step. Time never goes back.
    void advance(Step now);
    /// The step at which a read or an exception ends next; kNever when all wait for others.
    [[nodiscard]] Step next_event() const;

    // Hand-over out.
    [[nodiscard]] std::span<const Identity> outlet() const { return outlet_; }  ///< oldest first
    Identity give(Step now);                                                    ///< the oldest leaves; needs one

    /// The scanner fails or is repaired; a running read pauses. The desk goes on.
    void set_down_state(bool down, Step now);
    /// Of the reader. Blocked: it holds a unit for which desk and outlet have no place.
    [[nodiscard]] StationState state() const { return times_.state; }
    [[nodiscard]] Step time_in(StationState state, Step now) const { return times_.in(state, now); }
    [[nodiscard]] std::size_t units_inside() const;  ///< taken and not yet given
    [[nodiscard]] std::size_t people() const { return people_.size(); }
    [[nodiscard]] std::size_t people_at_work() const;  ///< settle an exception now
    [[nodiscard]] std::size_t exceptions_waiting() const { return desk_queue_.size(); }
    void add_to(StateHash& hash) const;

    std::int64_t units_taken = 0, units_given = 0, reads = 0, exceptions = 0;
    Step desk_labour = 0;  ///< steps of labour begun at the desk

  private:
    struct Waiting {
        Arrival arrival;
        Step came = 0;
    };
    /// A unit that the reader could not settle, or that a person settles.
    struct Exception {
        Identity identity;
        SkuId look_alike;  ///< the best-looking wrong SKU; invalid: none
    };
    struct Person {
        Exception exception;
        Step ends = kNever;  ///< kNever: idle
        bool done = false;   ///< waits for a place in the outlet
    };

    void begin_read(Step now);
    void end_read(Step now);
    void judge();
    void begin_exception(Person& person, const Exception& exception, Step now);
    void end_exception(Person& person);
    void move_on(Step now);
    [[nodiscard]] bool hand_on_from_reader();
    [[nodiscard]] bool outlet_has_room() const { return outlet_.size() < static_cast<std::size_t>(config_.outlet_units); }
    void enter_state(Step now);

    ReaderConfig config_;
    const Classifier* classifier_;
    Clock clock_;
    std::uint64_t seed_;
    Sensors sensors_;
    std::size_t reserved_ = 0;
    std::vector<Waiting> queue_;
    // The unit at the reader, if any.
    bool occupied_ = false, decided_ = false, accepted_ = false;
    Waiting current_;
    Exception held_;
    std::array<Scan, kMostAttempts> scans_;
    Step read_ends_ = kNever;  ///< as if the scanner were up
    Posterior posterior_;
    std::vector<Exception> desk_queue_;
    std::vector<Person> people_;
    std::vector<Identity> outlet_;
    Step now_ = 0;
    bool down_ = false;
    StateTimes times_;
};

/// The cues that a station of this configuration uses.
[[nodiscard]] Cues cues_of(const ReaderConfig& config);

}  // namespace dray::primitives
