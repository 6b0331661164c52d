// The few numbers that say how a site does at a moment.
#pragma once

#include <string>
#include <vector>

#include "view/tape.hpp"

namespace dray::view {

/// A number with what it counts: "1 244", "lines/h".
struct Figure {
    std::string number, unit;
};

/// Rates are of the ten minutes before `step`, or of what there is of them; a site without floors has the loads of its groups.
/// Throws EnvironmentError for a damaged chunk.
[[nodiscard]] std::vector<Figure> headline(Tape& tape, double step);

/// The site's main work an hour, minute by minute.
struct Rates {
    std::vector<float> by_minute;    ///< of minutes that are over
    std::vector<float> waiting;      ///< robots that wait, mean of some looks in that minute
    std::vector<float> in_use;       ///< robots that are neither idle, charging nor broken
    std::vector<float> queue;        ///< orders that wait for a station, or parcels that wait, at the end of that minute
    std::vector<float> at_stations;  ///< robots that hold a place in a station's lane
    const char* queue_name = "";     ///< "orders that wait", ...; empty: nothing counts what waits
    const char* name = "";           ///< "lines/h", "parcels/h sorted", ...; empty: nothing counts the work
    /// Adds the minutes that the tape has come to know since the last call. Always of the same tape.
    void note(const Tape& tape);

  private:
    std::size_t chunk_ = 0;  // the next one to look at
    std::int32_t before_ = 0;
    float looks_ = 0, waiting_sum_ = 0, in_use_sum_ = 0, at_stations_sum_ = 0;
    double minute_ends_s_ = 60;
};

}  // namespace dray::view
