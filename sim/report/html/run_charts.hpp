// The charts of a run's report; each adds itself to the page when the run has what it shows.
#pragma once

#include "report/html/page.hpp"
#include "report/html/run_files.hpp"

namespace dray::report {

void add_throughput_charts(Page& page, const Tables& timeseries);
void add_queue_charts(Page& page, const Tables& timeseries);
void add_cycle_time_chart(Page& page, const Tables& cycle_times);
void add_robot_time_chart(Page& page, const Tables& robots);
/// Where waiting time was lost: the largest places, by cause.
void add_lost_time_chart(Page& page, const Tables& lost_time);
void add_station_chart(Page& page, const Tables& stations);

}  // namespace dray::report
