#include "app/identification_figures.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "config/document.hpp"
#include "primitives/identification/station_trial.hpp"
#include "primitives/identification/trials.hpp"

namespace dray::app {

namespace {

using Json = nlohmann::ordered_json;
using namespace primitives;

IdentificationConfig settings_of(const BenchIdentificationArguments& arguments) {
    const config::Document document = arguments.settings.empty() ? config::parse("{}", "identification", ".", arguments.overrides)
                                                                 : config::load(arguments.settings, arguments.overrides);
    IdentificationConfig settings;
    config::Diagnostics faults;
    config::read(document, identification_table(), &settings, faults);
    if (!faults.empty()) throw InputError(faults);
    if (arguments.seed == kTrainingSeed)
        throw UsageError(fmt::format("--seed {} is that of the training catalogue, which is not unseen", kTrainingSeed));
    if (static_cast<std::size_t>(settings.catalogue.skus) <= arguments.candidates)
        throw UsageError(fmt::format("--candidates {} needs a catalogue of more than so many SKUs (catalogue.skus is {})",
                                     arguments.candidates, settings.catalogue.skus));
    return settings;
}

/// The measurements share settings and an unseen catalogue.
class Bench {
  public:
    explicit Bench(const BenchIdentificationArguments& arguments)
        : arguments_(arguments), settings_(settings_of(arguments)), catalogue_(settings_.catalogue, arguments.seed) {}

    [[nodiscard]] Json all() const {
        Json out = {{"seed", arguments_.seed},
                    {"skus", catalogue_.size()},
                    {"candidates", arguments_.candidates},
                    {"noise_scale", settings_.sensors.noise_scale},
                    {"published", {{"whole_catalogue", kPublishedAccuracy}, {"narrowed", 0.99}}},
                    {"training", training()}};
        if (arguments_.fit) out["fit"] = fit();
        out["accuracy"] = accuracy();
        out["reliability"] = {{"whole_catalogue", reliability(0)}, {"narrowed", reliability(arguments_.candidates)}};
        out["thresholds"] = thresholds();
        return out;
    }

  private:
    static constexpr Cues kWithoutCode = {.code = false};

    /// A search over thousands of candidates takes some fifty times as long: a fifth of the trials.
    [[nodiscard]] TrialSetup setup(std::size_t candidates) const {
        const std::size_t trials = candidates == 0 ? std::max<std::size_t>(1, arguments_.trials / 5) : arguments_.trials;
        return {.trials = trials, .candidates = candidates, .seed = arguments_.seed};
    }
    [[nodiscard]] Score score(const Cues& cues, const TrialSetup& trials) const {
        return measure(Classifier(catalogue_, settings_.sensors, cues), trials);
    }

    static Json row_of(std::string what, const TrialSetup& setup, const Score& score) {
        return {{"what", std::move(what)},
                {"candidates", setup.candidates},
                {"look_alikes", setup.look_alikes},
                {"reads", setup.attempts},
                {"units", score.units},
                {"accuracy", score.accuracy},
                {"standard_error", score.standard_error},
                {"confidence", score.confidence},
                {"brier", score.brier},
                {"calibration_error", score.calibration_error}};
    }

    [[nodiscard]] Json training() const {
        const Catalogue catalogue(settings_.catalogue, kTrainingSeed);
        const TrialSetup trials = {.trials = kTrainingTrials, .candidates = 0, .seed = kTrainingSeed};
        return row_of("training catalogue", trials, measure(Classifier(catalogue, settings_.sensors, kWithoutCode), trials));
    }

    [[nodiscard]] Json fit() const {
        const FitResult result = fit_noise_scale(settings_.catalogue, settings_.sensors);
        Json steps = Json::array();
        for (const FitStep& step : result.steps)
            steps.push_back({{"noise_scale", step.noise_scale}, {"accuracy", step.accuracy}});
        return {{"noise_scale", result.noise_scale}, {"steps", steps}};
    }

    [[nodiscard]] Json accuracy() const {
        Json rows = Json::array();
        const auto add = [&](std::string what, const Cues& cues, const TrialSetup& trials) {
            rows.push_back(row_of(std::move(what), trials, score(cues, trials)));
        };
        for (const std::size_t candidates : {std::size_t{0}, arguments_.candidates}) {
            add("weight", {false, true, false, false}, setup(candidates));
            add("edges", {false, false, true, false}, setup(candidates));
            add("appearance", {false, false, false, true}, setup(candidates));
            add("weight, edges, appearance", kWithoutCode, setup(candidates));
        }
        add("code", {true, false, false, false}, setup(arguments_.candidates));
        add("all cues", {}, setup(arguments_.candidates));
        for (const std::size_t candidates : {5, 10, 20, 80, 160, 320})
            if (candidates < catalogue_.size()) add("weight, edges, appearance", kWithoutCode, setup(candidates));
        for (const double look_alikes : {0.1, 0.3, 0.5}) {
            TrialSetup trials = setup(arguments_.candidates);
            trials.look_alikes = look_alikes;
            add("weight, edges, appearance", kWithoutCode, trials);
        }
        for (const std::size_t reads : {2, 3}) {
            TrialSetup trials = setup(arguments_.candidates);
            trials.attempts = reads;
            add("weight, edges, appearance", kWithoutCode, trials);
        }
        return rows;
    }

    [[nodiscard]] Json reliability(std::size_t candidates) const {
        Json rows = Json::array();
        for (const ConfidenceBin& bin : score(kWithoutCode, setup(candidates)).bins)
            rows.push_back({{"low", bin.low},
                            {"high", bin.high},
                            {"units", bin.units},
                            {"confidence", bin.confidence()},
                            {"accuracy", bin.accuracy()}});
        return rows;
    }

    [[nodiscard]] Json thresholds() const {
        struct Case {
            const char* cues;
            ReaderConfig reader;
        };
        std::vector<Case> cases;
        for (const bool use_code : {false, true})
            for (const double accept : {0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999}) {
                ReaderConfig reader = settings_.reader;
                reader.accept = accept;
                if (!use_code) reader.use_code = false;
                cases.push_back({use_code ? "as configured" : "without code", reader});
            }
        ReaderConfig code_only = settings_.reader;
        code_only.use_code = true;
        code_only.use_weight = code_only.use_dimensions = code_only.use_appearance = false;
        cases.push_back({"code", code_only});
        std::vector<StationTrial> results(cases.size());
        const StationTrialSetup units = {.units = arguments_.units,
                                         .candidates = arguments_.candidates,
                                         .strays = settings_.reader.unexpected,
                                         .seed = arguments_.seed};
        for_each_number(cases.size(), [&](std::size_t i) {
            const Classifier classifier(catalogue_, settings_.sensors, cues_of(cases[i].reader));
            results[i] = run_station(cases[i].reader, classifier, units);
        });
        Json rows = Json::array();
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const StationTrial& r = results[i];
            rows.push_back({{"cues", cases[i].cues},
                            {"accept", cases[i].reader.accept},
                            {"units", r.units},
                            {"units_per_hour", r.units_per_hour},
                            {"reads_per_unit", r.reads_per_unit},
                            {"desk_share", r.desk_share},
                            {"desk_s_per_unit", r.desk_s_per_unit},
                            {"blocked_share", r.blocked_share},
                            {"wrong", r.wrong},
                            {"wrong_share", static_cast<double>(r.wrong) / static_cast<double>(r.units)},
                            {"wrong_by_desk", r.wrong_by_desk},
                            {"strays", r.strays},
                            {"strays_found", r.strays_found}});
        }
        return rows;
    }

    const BenchIdentificationArguments& arguments_;
    IdentificationConfig settings_;
    Catalogue catalogue_;
};

}  // namespace

Json identification_figures(const BenchIdentificationArguments& arguments) {
    return Bench(arguments).all();
}

}  // namespace dray::app
