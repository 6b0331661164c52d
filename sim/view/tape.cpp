#include "view/tape.hpp"

#include <algorithm>

namespace dray::view {

std::size_t Tape::chunk_at(double step) const {
    std::size_t low = 0, high = chunks() - 1;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (step <= static_cast<double>(summary(middle).last))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

engine::SiteFrame Tape::site_at(double step) {
    const std::shared_ptr<const engine::Chunk> chunk = load(chunk_at(step));
    engine::SiteFrame at = chunk->site.empty() ? chunk->summary.end : chunk->site.front();
    for (const engine::SiteFrame& frame : chunk->site)
        if (frame.step <= step) at = frame;
    return at;
}

std::shared_ptr<const engine::Chunk> RecordedTape::load(std::size_t chunk) {
    const auto kept = std::find_if(kept_.begin(), kept_.end(), [&](const auto& entry) { return entry.first == chunk; });
    if (kept != kept_.end()) {
        std::rotate(kept_.begin(), kept, kept + 1);
        return kept_.front().second;
    }
    auto loaded = std::make_shared<const engine::Chunk>(recording_.load(chunk));
    kept_.emplace_front(chunk, loaded);
    if (kept_.size() > kKept) kept_.pop_back();
    return loaded;
}

}  // namespace dray::view
