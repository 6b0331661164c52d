#include "insight/flow/zone_flow.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dray::insight {

namespace {

constexpr std::size_t kMostRows = 60'000;  // of zones and periods: some 3 MB of zones.csv

void add(ZoneSums& to, const ZoneSums& more) {
    to.robot_ticks += more.robot_ticks;
    to.held_ticks += more.held_ticks;
    to.cells += more.cells;
}

}  // namespace

ZoneFlow::ZoneFlow(const floor::Floor& floor, std::size_t robots, double tick_s)
    : grid_(floor),
      floor_(&floor),
      tick_s_(tick_s),
      minute_ticks_(std::max<std::int64_t>(1, std::llround(60 / tick_s))),
      zone_of_(floor.cell_count()),
      drivable_(grid_.count(), 0),
      last_(robots),
      minute_(grid_.count()),
      period_(grid_.count()),
      diagrams_(grid_.count()) {
    for (std::size_t c = 0; c < floor.cell_count(); ++c) {
        zone_of_[c] = static_cast<std::uint32_t>(grid_.of(CellId(c)));
        if (floor.kind(CellId(c)) != floor::CellKind::Wall) ++drivable_[zone_of_[c]];
    }
    // An even number, so that all of them can be put together in pairs.
    most_periods_ = 2 * std::max<std::size_t>(1, kMostRows / zones() / 2);
    rows_.resize(most_periods_ * zones());
}

void ZoneFlow::observe(std::span<const RobotMoment> moments) {
    DRAY_CHECK(moments.size() == last_.size(), "{} moments of {} robots", moments.size(), last_.size());
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const RobotMoment& moment = moments[i];
        const bool waits = moment.doing == Doing::Waits;
        if (waits || moment.doing == Doing::Drives) {
            ZoneSums& zone = minute_[zone_of_[moment.cell.index()]];
            ++zone.robot_ticks;
            zone.held_ticks += waits ? 1 : 0;
        }
        if (moment.cell == last_[i]) continue;
        // One that is cleared away by people does not drive.
        if (last_[i].valid() && moment.doing != Doing::IsBroken) {
            const int cells = std::abs(floor_->row(moment.cell) - floor_->row(last_[i])) +
                              std::abs(floor_->column(moment.cell) - floor_->column(last_[i]));
            if (cells <= 2) minute_[zone_of_[last_[i].index()]].cells += static_cast<std::uint32_t>(cells);
        }
        last_[i] = moment.cell;
    }
    if (++ticks_in_minute_ == minute_ticks_) end_minute();
}

void ZoneFlow::end_minute() {
    const auto ticks = static_cast<double>(minute_ticks_), minutes = ticks * tick_s_ / 60;
    for (std::size_t z = 0; z < zones(); ++z) {
        // Minutes without robots say nothing.
        if (drivable_[z] >= kLeastCells && minute_[z].robot_ticks > 0) {
            const double robots = minute_[z].robot_ticks / ticks, cells = drivable_[z];
            DensityBin& bin = diagrams_[z][std::min(kBins - 1, static_cast<std::size_t>(robots / cells / kBinWidth))];
            ++bin.minutes;
            bin.flow_milli += static_cast<std::uint64_t>(std::llround(1000 * minute_[z].cells / cells / minutes));
        }
        add(period_[z], minute_[z]);
        minute_[z] = {};
    }
    ticks_in_minute_ = 0;
    if (++minutes_in_period_ < period_minutes_) return;
    if (complete_ == most_periods_) {
        // What is complete becomes half as many periods, and the one that ends here the first half of another.
        halve();
        return;
    }
    std::ranges::copy(period_, rows_.begin() + static_cast<std::ptrdiff_t>(complete_ * zones()));
    ++complete_;
    minutes_in_period_ = 0;
    std::ranges::fill(period_, ZoneSums());
}

void ZoneFlow::halve() {
    for (std::size_t p = 0; p < complete_ / 2; ++p)
        for (std::size_t z = 0; z < zones(); ++z) {
            ZoneSums both = rows_[2 * p * zones() + z];
            add(both, rows_[(2 * p + 1) * zones() + z]);
            rows_[p * zones() + z] = both;
        }
    complete_ /= 2;
    period_minutes_ *= 2;
}

std::size_t ZoneFlow::periods() const {
    return complete_ + (minutes_in_period_ > 0 || ticks_in_minute_ > 0 ? 1 : 0);
}

std::int64_t ZoneFlow::ticks_of(std::size_t period) const {
    return period < complete_ ? period_minutes_ * minute_ticks_ : minutes_in_period_ * minute_ticks_ + ticks_in_minute_;
}

double ZoneFlow::from_s(std::size_t period) const {
    return static_cast<double>(static_cast<std::int64_t>(period) * period_minutes_ * minute_ticks_) * tick_s_;
}

double ZoneFlow::to_s(std::size_t period) const {
    return from_s(period) + static_cast<double>(ticks_of(period)) * tick_s_;
}

ZoneSums ZoneFlow::sums(std::size_t period, std::size_t zone) const {
    if (period < complete_) return rows_[period * zones() + zone];
    ZoneSums running = period_[zone];
    add(running, minute_[zone]);
    return running;
}

double ZoneFlow::density(const ZoneSums& sums, std::size_t zone, std::size_t period) const {
    const double area_ticks = drivable_[zone] * static_cast<double>(ticks_of(period));
    return area_ticks > 0 ? sums.robot_ticks / area_ticks : 0;
}

double ZoneFlow::flow_per_min(const ZoneSums& sums, std::size_t zone, std::size_t period) const {
    const double area_min = drivable_[zone] * static_cast<double>(ticks_of(period)) * tick_s_ / 60;
    return area_min > 0 ? sums.cells / area_min : 0;
}

double ZoneFlow::speed_mps(const ZoneSums& sums) const {
    return sums.robot_ticks > 0 ? sums.cells * floor_->cell_m() / (sums.robot_ticks * tick_s_) : 0;
}

ZoneFlow::Diagram ZoneFlow::diagram() const {
    Diagram all{};
    for (const Diagram& one : diagrams_)
        for (std::size_t b = 0; b < kBins; ++b) {
            all[b].minutes += one[b].minutes;
            all[b].flow_milli += one[b].flow_milli;
        }
    return all;
}

double ZoneFlow::flow_per_min(const DensityBin& bin) {
    return bin.minutes > 0 ? static_cast<double>(bin.flow_milli) / 1000 / bin.minutes : 0;
}

ZoneFlow::Peak ZoneFlow::peak_of(const Diagram& diagram, std::uint32_t least_minutes) {
    constexpr double kFallen = 0.9;
    Peak peak;
    std::size_t best = kBins;
    for (std::size_t b = 0; b < kBins; ++b) {
        peak.minutes += diagram[b].minutes;
        if (diagram[b].minutes < std::max(1u, least_minutes)) continue;
        if (best == kBins || flow_per_min(diagram[b]) > flow_per_min(diagram[best])) best = b;
    }
    if (best == kBins) return peak;
    peak.density = (static_cast<double>(best) + 0.5) * kBinWidth;
    peak.flow_per_min = flow_per_min(diagram[best]);
    DensityBin beyond;
    for (std::size_t b = best + 1; b < kBins; ++b) {
        beyond.minutes += diagram[b].minutes;
        beyond.flow_milli += diagram[b].flow_milli;
    }
    peak.passed = beyond.minutes >= std::max(1u, least_minutes) && flow_per_min(beyond) < kFallen * peak.flow_per_min;
    if (peak.passed) peak.overcrowded = static_cast<double>(beyond.minutes) / peak.minutes;
    return peak;
}

}  // namespace dray::insight
