// The lives of orders on a tape, to look them up by name and by article.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "view/tape.hpp"

namespace dray::view {

/// A moment of an order's life, for people.
struct LifeMoment {
    std::int32_t step = 0;
    operations::OrderStage stage = operations::OrderStage::Released;
    std::string words;  ///< "pod 12 arrives at pick-3"
};

/// Where an order was at a step.
enum class OrderPhase : std::uint8_t {
    Unknown,    ///< not yet released
    Waiting,    ///< for a station
    Coming,     ///< open at a station; its pods are on their way
    Picking,    ///< the first pod has arrived
    Completed,  ///< all lines are picked
    OnItsWay,   ///< a parcel behind storage
    Sorted,     ///< lies in its chute
    Refused,
};
[[nodiscard]] const char* name_of(OrderPhase phase);

/// What is known of one order.
struct OrderLife {
    std::string name;
    std::vector<operations::OrderEvent> events;  ///< in order of time

    [[nodiscard]] OrderPhase phase_at(double step) const;
    /// The pod that brings something for it at that step; -1: none.
    [[nodiscard]] std::int32_t pod_at(double step) const;
    /// When it was first in a phase or a later one; nothing: it has not been.
    [[nodiscard]] std::optional<std::int32_t> reached(OrderPhase phase) const;
};
/// Its moments in words; those that say the same at the same step are told once. Lines are told with the release.
[[nodiscard]] std::vector<LifeMoment> moments_of(const engine::Scene& scene, const OrderLife& life);

/// All orders of a tape as far as it is known. One thread; the tape must outlive it.
class OrderIndex {
  public:
    explicit OrderIndex(Tape& tape) : tape_(tape) {}

    /// Reads the chunks that have been closed since the last call. Throws EnvironmentError for a damaged one.
    void note();
    /// The order of that name; nothing when none is known.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name);
    /// Up to now, that is with the chunk that still grows.
    [[nodiscard]] OrderLife life(std::size_t order);
    /// Orders with a line of the article, the latest first.
    [[nodiscard]] std::vector<std::size_t> with_article(std::size_t article) const;

  private:
    void add(const engine::OrderTrack& orders);

    Tape& tape_;
    std::size_t chunks_noted_ = 0;
    std::map<std::size_t, OrderLife> lives_;
    std::map<std::string, std::size_t, std::less<>> by_name_;
    std::map<std::size_t, std::vector<std::size_t>> by_article_;
};

}  // namespace dray::view
