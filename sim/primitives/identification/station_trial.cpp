#include "primitives/identification/station_trial.hpp"

#include <vector>

#include "base/check.hpp"
#include "primitives/identification/trials.hpp"

namespace dray::primitives {

namespace {

/// The units of a trial, one after the other; each keeps its tote until it has left.
class UnitSource {
  public:
    UnitSource(const Catalogue& catalogue, const StationTrialSetup& setup)
        : catalogue_(&catalogue), setup_(setup), totes_(setup.units), stray_(setup.units) {
        DRAY_CHECK(setup.candidates >= 1 && setup.candidates < catalogue.size(), "{} candidates of {} SKUs", setup.candidates,
                   catalogue.size());
    }

    [[nodiscard]] bool empty() const { return next_ == setup_.units; }
    [[nodiscard]] Arrival next() {
        const std::size_t number = next_++;
        Stream stream(setup_.seed, "station_unit", number);
        std::vector<SkuId>& tote = totes_[number];
        tote = draw_tote(*catalogue_, setup_.candidates + 1, setup_.look_alikes, stream);
        // One more SKU than expected is drawn: it is what a stray unit is.
        const SkuId outsider = tote.back();
        tote.pop_back();
        const SkuId expected = tote[static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(tote.size()) - 1))];
        stray_[number] = stream.chance(setup_.strays);
        return {{number, stray_[number] ? outsider : expected, tote}, tote, {}};
    }
    [[nodiscard]] bool stray(std::uint64_t number) const { return stray_[number]; }
    void left(std::uint64_t number) { totes_[number] = {}; }

  private:
    const Catalogue* catalogue_;
    StationTrialSetup setup_;
    std::vector<std::vector<SkuId>> totes_;
    std::vector<bool> stray_;
    std::size_t next_ = 0;
};

void count(StationTrial& trial, const Identity& identity, bool stray) {
    ++trial.units;
    const bool by_desk = identity.by == SettledBy::Desk;
    trial.desk_share += by_desk ? 1 : 0;
    trial.wrong += identity.correct() ? 0 : 1;
    trial.wrong_by_desk += !identity.correct() && by_desk ? 1 : 0;
    trial.strays += stray ? 1 : 0;
    trial.strays_found += stray && identity.correct() ? 1 : 0;
}

}  // namespace

StationTrial run_station(const ReaderConfig& config, const Classifier& classifier, const StationTrialSetup& setup) {
    const Clock clock;
    ReaderStation station(config, classifier, clock, setup.seed);
    UnitSource source(classifier.catalogue(), setup);
    StationTrial trial;
    Step now = 0, source_ended = 0;
    std::int64_t given_until_then = 0;
    while (trial.units < static_cast<std::int64_t>(setup.units)) {
        while (!source.empty() && station.free_places() > 0) {
            station.reserve_place();
            station.take(source.next(), now);
            source_ended = now;
            given_until_then = trial.units;
        }
        now = station.next_event();
        station.advance(now);
        while (!station.outlet().empty()) {
            const Identity identity = station.give(now);
            count(trial, identity, source.stray(identity.entity));
            source.left(identity.entity);
        }
    }
    const auto units = static_cast<double>(trial.units);
    if (source_ended > 0) trial.units_per_hour = 3600 * static_cast<double>(given_until_then) / clock.seconds(source_ended);
    trial.reads_per_unit = static_cast<double>(station.reads) / units;
    trial.desk_share /= units;
    trial.desk_s_per_unit = clock.seconds(station.desk_labour) / units;
    trial.blocked_share = static_cast<double>(station.time_in(StationState::Blocked, now)) / static_cast<double>(now);
    return trial;
}

}  // namespace dray::primitives
