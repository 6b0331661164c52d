#include "primitives/identification/sensors.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/check.hpp"

namespace dray::primitives {

double reading_noise(const SensorConfig& config, const Measures& measures, std::size_t measure) {
    const double noise = measure == 0 ? config.weight_noise_kg : config.edge_noise_m;
    return config.noise_scale * noise * std::exp(-measures[measure]);
}

Sensors::Sensors(const Catalogue& catalogue, const SensorConfig& config, std::uint64_t seed)
    : catalogue_(&catalogue), config_(config), seed_(seed) {}

Scan Sensors::scan(const UnitToRead& unit, std::size_t attempt) const {
    DRAY_CHECK(unit.sku.valid() && unit.sku.index() < catalogue_->size(), "SKU {} is read", unit.sku.value);
    DRAY_CHECK(attempt < kMostAttempts, "attempt {} at a unit", attempt);
    const std::uint64_t attempt_entity = unit.entity * kMostAttempts + attempt;
    Stream stream(seed_, "read_occlusion", attempt_entity);
    const double hidden = std::min(0.95, stream.exponential(config_.hidden_share));
    Scan scan;
    scan.hidden = std::clamp(hidden + config_.hidden_error * stream.normal(), 0.02, 0.95);
    scan.code = read_code(unit, attempt_entity);
    measure(unit, attempt_entity, hidden, scan);
    look(unit, attempt_entity, hidden, scan);
    return scan;
}

SkuId Sensors::read_code(const UnitToRead& unit, std::uint64_t attempt_entity) const {
    // A damaged label stays damaged: reading again does not help.
    if (Stream(seed_, "unit_label", unit.entity).chance(config_.damaged_label)) return {};
    Stream stream(seed_, "read_code", attempt_entity);
    if (stream.chance(config_.no_read)) return {};
    if (!stream.chance(config_.wrong_read)) return unit.sku;
    const bool beside = stream.chance(config_.neighbour_read);
    if (beside && !unit.neighbours.empty())
        return unit
            .neighbours[static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(unit.neighbours.size()) - 1))];
    const auto other = static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(catalogue_->size()) - 2));
    return SkuId(other < unit.sku.index() ? other : other + 1);
}

void Sensors::measure(const UnitToRead& unit, std::uint64_t attempt_entity, double hidden, Scan& scan) const {
    const Measures& sku = catalogue_->measures(unit.sku);
    Stream own(seed_, "unit_measures", unit.entity), stream(seed_, "read_measures", attempt_entity);
    for (std::size_t i = 0; i < kMeasures; ++i) {
        const double spread = i == 0 ? config_.weight_unit_spread : config_.edge_unit_spread;
        // A box is measured by its outline, so that occlusion blurs the edges but not the weight.
        const double blur = i == 0 ? 1 : 1 / (1 - hidden);
        scan.measures[i] = sku[i] + spread * own.normal() + blur * reading_noise(config_, sku, i) * stream.normal();
    }
    std::sort(scan.measures.begin() + 1, scan.measures.end(), std::greater<>());
}

void Sensors::look(const UnitToRead& unit, std::uint64_t attempt_entity, double hidden, Scan& scan) const {
    const Appearance& sku = catalogue_->appearance(unit.sku);
    Stream own(seed_, "unit_appearance", unit.entity), stream(seed_, "read_appearance", attempt_entity);
    // One unit lies in front; what it does not cover may be hidden by something that is in no catalogue.
    const Appearance* front = nullptr;
    if (!unit.neighbours.empty())
        front = &catalogue_->appearance(
            unit.neighbours[static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(unit.neighbours.size()) - 1))]);
    const double noise = config_.noise_scale * config_.appearance_noise;
    for (std::size_t k = 0; k < kAppearance; ++k) {
        // Every component draws the same numbers whatever happens to it, so that scans of variants stay comparable.
        const double peculiar = config_.appearance_unit_spread * own.normal(), unrelated = stream.normal();
        const bool is_hidden = stream.chance(hidden), clutter = stream.chance(config_.clutter_share);
        double seen = static_cast<double>(sku[k]) + peculiar;
        if (is_hidden) seen = clutter && front != nullptr ? static_cast<double>((*front)[k]) : unrelated;
        scan.appearance[k] = static_cast<float>(seen + noise * stream.normal());
    }
}

}  // namespace dray::primitives
