#include "property.hpp"

#include <rapidcheck.h>

namespace property {

bool holds(const std::function<void()>& body) {
    return rc::check(body);
}

bool holds(const std::string& name, const std::function<void()>& body) {
    return rc::check(name, body);
}

std::int64_t integer_in(std::int64_t low, std::int64_t high) {
    return *rc::gen::inRange(low, high);
}

std::uint64_t seed() {
    return *rc::gen::arbitrary<std::uint64_t>();
}

bool coin() {
    return *rc::gen::arbitrary<bool>();
}

std::vector<std::int64_t> integers_in(std::int64_t low, std::int64_t high) {
    return *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange(low, high));
}

std::string text() {
    return *rc::gen::string<std::string>();
}

}  // namespace property
