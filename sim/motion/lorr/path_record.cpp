#include "motion/lorr/path_record.hpp"

#include "base/check.hpp"

namespace dray::motion::lorr {

void PathRecord::add(std::span<const Action> actions) {
    DRAY_CHECK(actions.size() == robots_ && robots_ > 0, "{} actions for {} robots", actions.size(), robots_);
    std::vector<std::uint8_t>& packed = steps_.emplace_back((robots_ + 3) / 4, std::uint8_t{0});
    for (std::size_t i = 0; i < robots_; ++i)
        packed[i / 4] |= static_cast<std::uint8_t>(static_cast<unsigned>(actions[i]) << (i % 4 * 2));
}

void PathRecord::add_late() {
    steps_.emplace_back();
}

}  // namespace dray::motion::lorr
