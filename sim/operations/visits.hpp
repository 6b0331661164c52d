// Visits: one pod is to come to one station, with everything that is to be done there. A visit is the unit of work of dispatch.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace dray::operations {

using VisitId = Id<struct VisitTag>;

/// Units of one order line promised from the visiting pod.
struct Part {
    LineId line;
    std::int32_t units = 0;
    std::int32_t wrong = 0;  ///< of them, something else: known once the service that covers them has begun
};

/// Units of one SKU to be stowed into the visiting pod; `key` numbers all bundles of a SKU, for its random service time.
struct Bundle {
    SkuId sku;
    std::int32_t units = 0;
    std::uint64_t key = 0;
    ToteId tote;  ///< that it comes from; invalid where goods come without trucks
};

struct Visit {
    PodId pod;
    LaneId station;
    Step created = 0;
    std::uint64_t number = 0;      ///< grows by one per visit: age without ties
    std::uint32_t exceptions = 0;  ///< that the service in progress leaves for a person
    std::uint32_t calls = 0;       ///< of a person so far
    std::uint32_t served = 0;      ///< parts (or bundles) that the service in progress covers; those behind came later
    bool live = false;
    std::vector<Part> parts;      ///< at a pick station
    std::vector<Bundle> bundles;  ///< at a stow station
};

/// All visits that are not done, by pod. Ids are reused; vectors keep their memory.
class VisitBook {
  public:
    /// Stations that may want one pod at the same time; more would make the last of them wait too long.
    static constexpr std::size_t kVisitsPerPod = 3;

    explicit VisitBook(std::size_t pods) : of_pod_(pods) {}

    [[nodiscard]] Visit& operator[](VisitId id) { return visits_[id.index()]; }
    [[nodiscard]] const Visit& operator[](VisitId id) const { return visits_[id.index()]; }
    /// Visits of a pod, oldest first.
    [[nodiscard]] std::span<const VisitId> of(PodId pod) const {
        return {of_pod_[pod.index()].ids.data(), of_pod_[pod.index()].count};
    }
    /// The pod's visit to that station, or invalid.
    [[nodiscard]] VisitId find(PodId pod, LaneId station) const;
    /// Whether the pod may be given work at that station.
    [[nodiscard]] bool open_to(PodId pod, LaneId station) const;
    VisitId create(PodId pod, LaneId station, Step now);
    void remove(VisitId id);
    [[nodiscard]] std::size_t capacity() const { return visits_.size(); }  ///< ids below this exist, live or not
    [[nodiscard]] std::uint64_t created() const { return next_number_; }

  private:
    struct PodVisits {
        std::array<VisitId, kVisitsPerPod> ids{};
        std::uint32_t count = 0;
    };
    std::vector<Visit> visits_;
    std::vector<VisitId> unused_;
    std::vector<PodVisits> of_pod_;
    std::uint64_t next_number_ = 0;
};

}  // namespace dray::operations
