// Microbenchmarks of the identification primitive: run build/release/bin/bench_identification.
#include <benchmark/benchmark.h>

#include "primitives/identification/trials.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

const Catalogue& catalogue() {
    static const Catalogue catalogue({}, 1);
    return catalogue;
}

/// One unit among so many candidates, read once and identified by all cues.
void identify(benchmark::State& state) {
    const SensorConfig config;
    const Classifier classifier(catalogue(), config);
    const Sensors sensors(catalogue(), config, 1);
    Stream stream(1, "benchmark");
    const std::vector<SkuId> tote = draw_tote(catalogue(), static_cast<std::size_t>(state.range(0)), 0, stream);
    std::vector<Scan> scans;
    for (std::size_t i = 0; i < 256; ++i)
        scans.push_back(sensors.scan({i, tote[i % tote.size()], tote}, 0));
    Posterior posterior;
    std::size_t unit = 0;
    for (auto _ : state) {
        classifier.identify(std::span(&scans[unit++ % scans.size()], 1), {.skus = tote, .weights = {}, .unexpected = 0.002},
                            posterior);
        benchmark::DoNotOptimize(posterior.best);
    }
}
BENCHMARK(identify)->Arg(10)->Arg(40)->Arg(3000)->Unit(benchmark::kMicrosecond);

void scan(benchmark::State& state) {
    const Sensors sensors(catalogue(), {}, 1);
    Stream stream(1, "benchmark");
    const std::vector<SkuId> tote = draw_tote(catalogue(), 40, 0, stream);
    std::uint64_t unit = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(sensors.scan({unit, tote[unit % tote.size()], tote}, 0));
        ++unit;
    }
}
BENCHMARK(scan)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
