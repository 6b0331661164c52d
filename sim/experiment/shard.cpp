#include "experiment/shard.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string_view>

#include "base/error.hpp"

namespace dray::experiment {

namespace {

std::optional<std::size_t> number_of(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

}  // namespace

Shard shard_of(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash != std::string::npos) {
        const auto number = number_of(std::string_view(text).substr(0, slash)),
                   count = number_of(std::string_view(text).substr(slash + 1));
        if (number && count && *number >= 1 && *number <= *count) return {*number, *count};
    }
    throw UsageError(fmt::format("--shard: expected i/n with i from 1 to n, found '{}'", text));
}

Shard shard_of_surroundings(const std::function<const char*(const char*)>& variable) {
    const auto value_of = [&](const char* name, std::optional<std::size_t> otherwise) {
        const char* text = variable(name);
        const std::optional<std::size_t> value = text == nullptr ? otherwise : number_of(text);
        if (!value)
            throw UsageError(fmt::format("{} is '{}', which is no number; give --shard", name, text == nullptr ? "" : text));
        return *value;
    };
    if (variable("SLURM_ARRAY_TASK_ID") != nullptr) {
        const std::size_t id = value_of("SLURM_ARRAY_TASK_ID", {}), low = value_of("SLURM_ARRAY_TASK_MIN", {}),
                          high = value_of("SLURM_ARRAY_TASK_MAX", {}), step = value_of("SLURM_ARRAY_TASK_STEP", 1);
        if (step > 0 && low <= id && id <= high) return {(id - low) / step + 1, (high - low) / step + 1};
        throw UsageError(fmt::format("the Slurm array {}-{}:{} has no task {}; give --shard", low, high, step, id));
    }
    for (const auto& [rank, size] :
         {std::pair{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"}, std::pair{"PMI_RANK", "PMI_SIZE"}}) {
        if (variable(rank) == nullptr) continue;
        const std::size_t number = value_of(rank, {}), count = value_of(size, {});
        if (number < count) return {number + 1, count};
        throw UsageError(fmt::format("{} is {} of {}; give --shard", rank, number, count));
    }
    return {};
}

}  // namespace dray::experiment
