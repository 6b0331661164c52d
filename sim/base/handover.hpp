// Work handed to another thread by oneTBB, told to ThreadSanitizer.
//
// What is written before a task is given is seen by it, and what it writes is seen by whoever waited for it: libtbb guarantees
// that with atomics of its own. Debian's libtbb is not instrumented, so ThreadSanitizer sees none of them. These calls repeat the
// guarantee in its words; in every other build they are nothing.
#pragma once

#if defined(__SANITIZE_THREAD__)
#include <atomic>
#endif

namespace dray::handover {

#if defined(__SANITIZE_THREAD__)
inline std::atomic<unsigned> count{0};
/// Before a task is given, and at its end.
inline void give() {
    count.fetch_add(1, std::memory_order_release);
}
/// At a task's beginning, and after it was waited for.
inline void take() {
    static_cast<void>(count.load(std::memory_order_acquire));
}
#else
inline void give() {}
inline void take() {}
#endif

}  // namespace dray::handover
