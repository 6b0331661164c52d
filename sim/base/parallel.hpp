// Work on many things at once, on the threads that oneTBB has.
#pragma once

#include <tbb/parallel_for.h>

#include <cstddef>

#include "base/handover.hpp"

namespace dray {

/// Calls work(0) to work(count - 1), each once, on any threads and in any order, and returns when all are done. Each number is
/// one task, so it should stand for some ten microseconds of work at least. What work throws is thrown here.
template <class Work>
void for_each_number(std::size_t count, const Work& work) {
    const auto task = [&work](std::size_t number) {
        handover::take();
        work(number);
        handover::give();
    };
    handover::give();
    tbb::parallel_for(std::size_t{0}, count, task, tbb::simple_partitioner());
    handover::take();
}

}  // namespace dray
