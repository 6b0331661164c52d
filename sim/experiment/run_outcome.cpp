#include "experiment/run_outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/error.hpp"

namespace dray::experiment {

namespace {

// The message of a failed process on one line, without what stands before it in every message.
std::string one_line(std::string text) {
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text.starts_with("dray: ") ? text.substr(6) : text;
}

}  // namespace

Replication outcome_of(const Ended& ended, std::size_t number, std::uint64_t seed, const std::filesystem::path& directory) {
    std::ifstream file(directory / "summary.json", std::ios::binary);
    Replication r = replication_of(number, seed, {std::istreambuf_iterator<char>(file), {}});
    // Asked to stop before its first tick, a process leaves no summary.
    const bool stopped = ended.exit_code == static_cast<int>(ExitCode::Interrupted) || ended.exit_code == 128 + 15;
    if (stopped && r.status != RunStatus::Ok) {
        r.status = RunStatus::Interrupted;
        r.message.clear();
    } else if (ended.exit_code != static_cast<int>(ExitCode::Ok)) {
        r.status = RunStatus::Failed;
        if (!ended.messages.empty()) r.message = one_line(ended.messages);
        if (ended.exit_code > 128) r.message = fmt::format("ended by signal {}; {}", ended.exit_code - 128, r.message);
    }
    return r;
}

}  // namespace dray::experiment
