// How the pods of a new site are placed and filled.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "base/error.hpp"
#include "primitives/storage/storage.hpp"

namespace dray::primitives {

namespace {

/// A SKU takes at most one part in so many of a pod's capacity before it is spread over a further pod.
constexpr std::int64_t kPartsOfPod = 4;
/// Draws for a pod that does not hold the SKU yet and has room for its part, before any pod with room will do.
constexpr int kDraws = 8;

/// Rounded down, but a product such as 0.29 * 100 that misses a whole number by rounding is that number.
std::int64_t whole(double value) {
    return static_cast<std::int64_t>(std::floor(value + 1e-9));
}

/// Cuts the wanted units to a budget: one unit for each wanted SKU, the rest in proportion to what it wants beyond that. When
/// the budget does not even give each one unit, the most wanted go first.
std::vector<std::int64_t> cut_to(std::int64_t budget, std::span<const std::int64_t> wanted) {
    std::vector<std::int64_t> result(wanted.begin(), wanted.end());
    const std::int64_t total = std::accumulate(wanted.begin(), wanted.end(), std::int64_t{0});
    if (total <= budget) return result;
    const std::int64_t skus = std::ranges::count_if(wanted, [](std::int64_t units) { return units > 0; });
    if (budget < skus) {
        std::vector<std::size_t> order(wanted.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, std::greater(), [&](std::size_t sku) { return wanted[sku]; });
        std::ranges::fill(result, 0);
        for (std::int64_t i = 0; i < budget; ++i)
            result[order[static_cast<std::size_t>(i)]] = 1;
        return result;
    }
    // Shares are differences of rounded running sums: they add up to the budget exactly and none exceeds what is wanted.
    __extension__ using Wide = __int128;
    const std::int64_t spare = budget - skus, beyond = total - skus;
    std::int64_t wanted_so_far = 0, given_so_far = 0;
    for (std::int64_t& units : result) {
        if (units == 0) continue;
        wanted_so_far += units - 1;
        const auto given = static_cast<std::int64_t>(Wide{wanted_so_far} * spare / beyond);
        units = 1 + given - given_so_far;
        given_so_far = given;
    }
    return result;
}

}  // namespace

std::size_t initial_pods(const StorageConfig& config, std::size_t slots) {
    return static_cast<std::size_t>(whole(std::max(0.0, config.fill) * static_cast<double>(slots)));
}

std::vector<std::int64_t> initial_units(const StorageConfig& config, std::size_t slots, std::span<const std::int64_t> targets) {
    const double capacity = static_cast<double>(config.pod_capacity_units) * static_cast<double>(initial_pods(config, slots));
    return cut_to(whole(config.initial_stock * capacity), targets);
}

Storage::Storage(const StorageConfig& config, std::size_t slots, std::span<const std::int64_t> targets, std::uint64_t seed)
    : config_(config) {
    place_pods(slots, seed);
    stock_.resize(pods_.size());
    units_.assign(targets.size(), 0);
    available_.assign(targets.size(), 0);
    pods_with_.resize(targets.size());
    for (const std::int64_t units : targets)
        DRAY_CHECK(units >= 0, "a target of {} units", units);
    target_ = initial_units(config_, slots, targets);
    lay_in(seed);
}

void Storage::place_pods(std::size_t slots, std::uint64_t seed) {
    const std::size_t pods = initial_pods(config_, slots);
    if (pods == 0 || pods >= slots)
        throw InputError(
            fmt::format("storage.fill {} of {} slots on the floor makes {} pods: at least one pod and one free slot are needed",
                        config_.fill, slots, pods));
    // One free slot in each of equal stretches: free slots are near everywhere and no stripe lines up with the blocks.
    free_slots_ = slots - pods;
    std::vector<char> left_free(slots, 0);
    Stream stream(seed, "free_slots");
    for (std::size_t i = 0; i < free_slots_; ++i) {
        const std::size_t first = i * slots / free_slots_, end = (i + 1) * slots / free_slots_;
        left_free[static_cast<std::size_t>(
            stream.integer(static_cast<std::int64_t>(first), static_cast<std::int64_t>(end) - 1))] = 1;
    }
    pod_in_.assign(slots, PodId());
    reserved_by_.assign(slots, PodId());
    for (std::size_t slot = 0; slot < slots; ++slot) {
        if (left_free[slot] != 0) continue;
        const PodId id(pods_.size());
        pods_.push_back(Pod{.slot = SlotId(slot), .home = SlotId(slot)});
        pod_in_[slot] = id;
        digest_ += digest_of(id, pods_.back());
    }
}

void Storage::lay_in(std::uint64_t seed) {
    // Large stocks first, while there is room everywhere; the small ones fit into what is left.
    std::vector<SkuId> order;
    for (std::size_t sku = 0; sku < target_.size(); ++sku)
        if (target_[sku] > 0) order.emplace_back(sku);
    std::ranges::stable_sort(order, std::greater(), [&](SkuId sku) { return target_[sku.index()]; });
    // No pod is filled above its share, rounded up: together they hold at least the budget.
    const auto level =
        static_cast<std::int64_t>(std::ceil(config_.initial_stock * static_cast<double>(config_.pod_capacity_units)));
    std::vector<PodId> open;
    for (std::size_t pod = 0; pod < pods_.size(); ++pod)
        open.emplace_back(pod);
    for (const SkuId sku : order)
        lay_in(sku, open, level, seed);
}

void Storage::lay_in(SkuId sku, std::vector<PodId>& open, std::int64_t level, std::uint64_t seed) {
    std::int64_t rest = target_[sku.index()];
    const std::int64_t largest = std::max<std::int64_t>(1, config_.pod_capacity_units / kPartsOfPod);
    const std::int64_t spread = std::max(config_.pods_per_sku, (rest + largest - 1) / largest);
    const std::int64_t part = (rest + spread - 1) / spread;
    Stream stream(seed, "initial_stock", sku.value);
    while (rest > 0) {
        DRAY_CHECK(!open.empty(), "no pod has room for {} more units of SKU {}", rest, sku.value);
        std::size_t at = 0;
        for (int draw = 0; draw < kDraws; ++draw) {
            at = static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(open.size()) - 1));
            const bool room = pods_[open[at].index()].units + std::min(part, rest) <= level;
            if (room && find(open[at], sku) == nullptr) break;
        }
        const PodId pod = open[at];
        const std::int64_t units = std::min({part, rest, level - pods_[pod.index()].units});
        put(pod, sku, units);
        rest -= units;
        if (pods_[pod.index()].units < level) continue;
        open[at] = open.back();
        open.pop_back();
    }
}

}  // namespace dray::primitives
