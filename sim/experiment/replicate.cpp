#include "experiment/replicate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "experiment/precision.hpp"
#include "experiment/process_pool.hpp"
#include "experiment/run_outcome.hpp"

namespace dray::experiment {

namespace {

class Replicator {
  public:
    explicit Replicator(const ReplicateOptions& options) : options_(options), pool_(options.program) {}

    ReplicateResult run() {
        while (true) {
            if (!result_.interrupted && options_.stop()) {
                result_.interrupted = true;
                pool_.interrupt();
            }
            if (!result_.interrupted && settled()) break;
            while (!result_.interrupted && pool_.running() < options_.jobs && started_ < wanted())
                start(++started_);
            if (pool_.running() == 0) break;
            for (const Ended& ended : pool_.ended())
                take(ended);
            options_.progress(ended_.size(), wanted(), pool_.running());
        }
        return finish();
    }

  private:
    [[nodiscard]] std::filesystem::path directory_of(std::size_t number) const {
        return options_.directory / replication_name(number);
    }

    void start(std::size_t number) {
        // The last few processes share the cores among them.
        const std::size_t threads =
            std::max<std::size_t>(1, options_.jobs / std::max<std::size_t>(1, std::min(options_.jobs, wanted())));
        pool_.start(number, {"run", (options_.directory / "resolved.yaml").string(), "--seed",
                             std::to_string(replication_seed(options_.scenario_seed, number)), "--jobs", std::to_string(threads),
                             "--out", directory_of(number).string(), "--force", "--quiet"});
    }

    void take(const Ended& ended) {
        Replication r =
            outcome_of(ended, ended.task, replication_seed(options_.scenario_seed, ended.task), directory_of(ended.task));
        if (result_.metric.empty() && r.status == RunStatus::Ok)
            result_.metric = options_.metric.empty() ? main_rate(r.figures) : options_.metric;
        ended_.emplace(ended.task, std::move(r));
    }

    // Figures of the replications from the first on without a gap: what a decision may rest on.
    [[nodiscard]] std::vector<double> leading_values() const {
        std::vector<Replication> leading;
        for (const auto& [number, r] : ended_)
            if (number == leading.size() + 1) leading.push_back(r);
        return values_of(leading, result_.metric);
    }

    // How many replications there will be, as far as is known.
    [[nodiscard]] std::size_t wanted() const {
        if (options_.count > 0) return options_.count;
        return std::min(options_.most, replications_expected(leading_values(), options_.precision));
    }

    // Whether the precision is reached; then replications beyond are thrown away.
    [[nodiscard]] bool settled() {
        if (options_.count > 0) return false;
        const auto enough = replications_reached(leading_values(), options_.precision);
        if (!enough) return false;
        // Failed ones have a number and no figure.
        std::size_t last = 0, good = 0;
        for (auto it = ended_.begin(); it != ended_.end() && good < *enough; ++it) {
            good += it->second.status == RunStatus::Ok;
            last = it->first;
        }
        for (std::size_t number = last + 1; number <= started_; ++number) {
            pool_.kill(number);
            ended_.erase(number);
            std::error_code ignored;
            std::filesystem::remove_all(directory_of(number), ignored);
        }
        result_.reached = true;
        return true;
    }

    ReplicateResult finish() {
        for (auto& [number, r] : ended_)
            result_.replications.push_back(std::move(r));
        result_.by_precision = options_.count == 0;
        return std::move(result_);
    }

    const ReplicateOptions& options_;
    ProcessPool pool_;
    std::map<std::size_t, Replication> ended_;  // by number
    std::size_t started_ = 0;
    ReplicateResult result_;
};

}  // namespace

std::string replication_name(std::size_t number) {
    return fmt::format("rep-{:04}", number);
}

ReplicateResult replicate(const ReplicateOptions& options) {
    return Replicator(options).run();
}

}  // namespace dray::experiment
