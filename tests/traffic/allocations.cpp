// Counts every allocation of the test program, so that the fleet can tell which calls of the traffic room made one.
#include <atomic>
#include <cstdlib>
#include <new>

#include "fleet.hpp"

namespace {

std::atomic<std::size_t> made{0};

void* counted(std::size_t size) {
    ++made;
    if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void operator delete(void* p) noexcept {
    std::free(p);
}
void operator delete[](void* p) noexcept {
    std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
    std::free(p);
}
void operator delete[](void* p, std::size_t) noexcept {
    std::free(p);
}

namespace dray::traffic::test {

std::size_t allocations() {
    return made;
}

}  // namespace dray::traffic::test
