#include "engine/kinds/sorting_figures.hpp"

#include "engine/stage.hpp"

namespace dray::engine {

std::vector<Sentence> chute_sentences() {
    return {{{"{parcels_upstream} completed orders wait for room before it", "parcels_upstream"}},
            {{"{trucks.in_time_share:1} of the sorted ones in time for their truck, {trucks.too_late} after its pull time",
              "trucks.in_time|trucks.too_late"},
             {"; {held_for_wave} wait for their wave", "held_for_wave"}},
            {{"{chutes.count} chutes: open {chutes.open_share}, full {chutes.full_share}"},
             {", jammed {chutes.jammed_share:1}", "chutes.jams|chutes.jammed_share"},
             {"; {chutes.reassigned} given to another route", "chutes.reassigned"}}};
}

const FigureSheet& sort_floor_sheet() {
    static const FigureSheet sheet = [] {
        using enum Unit;
        FigureSheet s{
            .section = "sorting",
            .stage = kSortingStage,
            .figures = {{"parcels_upstream", Count, "Completed orders that the full area has not taken yet, at the end."},
                        {"parcels_arrived", Count, "Came to the area."},
                        {"parcels_sorted", Count, "Left into a chute."},
                        {"parcels_waiting", Count, "Before the area and at induct stations, at the end."},
                        {"held_for_wave", Count, "Of the waiting ones, for a wave that is not open yet."},
                        {"parcels_on_robots", Count, "At the end; there are none on a loop."},
                        {"parcels_sorted_per_hour", Rate, "Sorted after the warm-up."},
                        {"sort_time_s", Seconds, "Arrival to the chute, of parcels sorted after the warm-up."},
                        {"missorted", Count, "Of the sorted ones, into a chute of another route: they were identified wrongly."},
                        {"returned", Count, "Of the arrived ones, back after they had left by a truck of another route."},
                        {"recirculated", Count,
                         "Left their station while no chute of their route had room; on a loop: went round."},
                        {"chutes.count", Count, "Chutes."},
                        {"chutes.open_share", Share, "Share of all chutes' time with room for a parcel."},
                        {"chutes.full_share", Share, "Share in which they were full."},
                        {"chutes.jammed_share", Share, "Share in which they were jammed or closed."},
                        {"chutes.jams", Count, "Jams."},
                        {"chutes.reassigned", Count, "Times that a chute was given to another route."},
                        {"chutes.cages_swapped", Count, "By people, where no transport area lies below."},
                        {"trucks.in_time", Count, "Sorted before the pull time of the truck that they came for."},
                        {"trucks.too_late", Count, "Sorted after it."},
                        {"trucks.in_time_share", Share, "Share of the sorted ones in time; 1 where none was sorted."}},
            .lines = {{{"{parcels_sorted_per_hour} parcels/h sorted, {sort_time_s.p50} median and {sort_time_s.p95} at 95 % from "
                        "arrival to chute"}},
                      {{"{parcels_arrived} arrived = {parcels_sorted} sorted + {parcels_on_robots} on robots + {parcels_waiting} "
                        "waiting; {recirculated} found no chute at first"}},
                      {{"{missorted} went to a chute of another route, taken for what they are not", "missorted"},
                       {"; {returned} came back from a wrong truck", "returned"}}},
            .title = "Sorting for trucks",
            .only = "trucks",
            .columns = {{"in time for their truck", "trucks.in_time_share"},
                        {"parcels in time", "trucks.in_time"},
                        {"after the pull time", "trucks.too_late"},
                        {"wait for their wave at the end", "held_for_wave"},
                        {"arrival to chute, median", "sort_time_s.p50"},
                        {"95 %", "sort_time_s.p95"}},
            .metrics = {{"sort_time_s.p95", "time to chute, 95 %", "s", Better::Lower, true},
                        {"trucks.in_time_share", "parcels in time for their truck", "", Better::Higher, true}},
            .yield = {"parcels_sorted_per_hour", "parcels sorted", true}};
        for (Sentence& line : chute_sentences())
            s.lines.push_back(std::move(line));
        return s;
    }();
    return sheet;
}

void measure_sorting(Measure& m, const SortedCounts& c, const primitives::ChuteField& chutes) {
    m("parcels_upstream", m.occasion().upstream);
    m("parcels_arrived", c.arrived);
    m("parcels_sorted", c.sorted);
    m("parcels_waiting", c.waiting);
    m("held_for_wave", c.held);
    m("parcels_on_robots", c.on_robots);
    m("parcels_sorted_per_hour", m.per_hour(c.sorted, c.sorted_at_warm_up));
    m("sort_time_s", m.since(*c.sort_time_s, c.times_at_warm_up));
    m("missorted", c.missorted);
    m("returned", m.occasion().returned);
    m("recirculated", c.recirculated);
    m("chutes.count", chutes.size());
    using primitives::StationState;
    const Step now = m.occasion().now;
    const double all = static_cast<double>(chutes.size()) * static_cast<double>(now);
    for (const auto& [key, state] :
         {std::pair{"chutes.open_share", StationState::Working}, std::pair{"chutes.full_share", StationState::Blocked},
          std::pair{"chutes.jammed_share", StationState::Down}}) {
        double share = 0;
        for (std::size_t chute = 0; all > 0 && chute < chutes.size(); ++chute)
            share += static_cast<double>(chutes.time_in(chute, state, now)) / all;
        m(key, share);
    }
    m("chutes.jams", chutes.jams());
    m("chutes.reassigned", chutes.reassigned());
    m("chutes.cages_swapped", chutes.cages_swapped());
    if (!chutes.knows_trucks()) return;
    const std::int64_t for_trucks = chutes.in_time() + chutes.too_late();
    m("trucks.in_time", chutes.in_time());
    m("trucks.too_late", chutes.too_late());
    m("trucks.in_time_share", for_trucks > 0 ? static_cast<double>(chutes.in_time()) / static_cast<double>(for_trucks) : 1.0);
}

}  // namespace dray::engine
