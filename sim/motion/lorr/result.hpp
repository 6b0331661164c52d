// The result file of a benchmark run, in the form of the instance's edition.
#pragma once

#include "base/whole_file.hpp"
#include "motion/lorr/run.hpp"

namespace dray::motion::lorr {

/// Writes what has been done, be the run at its end or not; the caller commits the file. Written piece by piece: it is 200 MB
/// for 10,000 robots and 5,000 steps. `plannerTimes` holds a figure for each decision, in seconds: the wall time where the run
/// was limited by the clock, 0 where it counted iterations, so that equal runs leave equal files. There are no errors in it:
/// an illegal action or choice ends a run.
void write_result(const Run& run, WholeFile& file);

}  // namespace dray::motion::lorr
