// The sensors of a reader: what one read attempt sees of a unit.
//
// The world here is not the classifier's model of it. Occlusions show units that lie beside, edges are told apart only by
// length, the occluded share is estimated, and several views of one unit share its peculiarities: how well the classifier's
// stated confidence holds is therefore a question, not an identity.
#pragma once

#include <cstdint>
#include <span>

#include "base/id.hpp"
#include "primitives/identification/catalogue.hpp"

namespace dray::primitives {

/// Most read attempts at one unit.
inline constexpr std::size_t kMostAttempts = 8;

/// One unit to be read, as it truly is.
struct UnitToRead {
    std::uint64_t entity = 0;           ///< names the unit's random streams: equal entities are read alike under one seed
    SkuId sku;                          ///< what it is
    std::span<const SkuId> neighbours;  ///< SKUs of the units that lie beside it and may cover it; may hold `sku` itself
};

/// What one attempt saw.
struct Scan {
    SkuId code;           ///< as read; invalid: no code was read
    Measures measures{};  ///< logarithms of weight and edges, longest edge first
    Appearance appearance{};
    double hidden = 0;  ///< share of the unit that the sensor takes for occluded, 0.02 to 0.95
};

/// The sensors of one site. Pure: a scan depends on the seed, the unit's entity and the number of the attempt alone, and each cue
/// has random streams of its own. May be used from several threads.
class Sensors {
  public:
    /// `catalogue` must outlive the sensors.
    Sensors(const Catalogue& catalogue, const SensorConfig& config, std::uint64_t seed);

    /// Attempt number `attempt` (from 0, below kMostAttempts, else BugError) at a unit of the catalogue.
    [[nodiscard]] Scan scan(const UnitToRead& unit, std::size_t attempt) const;

  private:
    [[nodiscard]] SkuId read_code(const UnitToRead& unit, std::uint64_t attempt_entity) const;
    void measure(const UnitToRead& unit, std::uint64_t attempt_entity, double hidden, Scan& scan) const;
    void look(const UnitToRead& unit, std::uint64_t attempt_entity, double hidden, Scan& scan) const;

    const Catalogue* catalogue_;
    SensorConfig config_;
    std::uint64_t seed_;
};

/// Deviation of the logarithm of one reading of a measure (0: weight, 1 to 3: an edge) of a SKU in full view.
[[nodiscard]] double reading_noise(const SensorConfig& config, const Measures& measures, std::size_t measure);

}  // namespace dray::primitives
