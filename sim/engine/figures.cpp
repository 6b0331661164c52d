#include "engine/figures.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "engine/quantiles.hpp"

namespace dray::engine {

namespace {

// "time_s" of "time_s.p95" where that names one of the quantiles; else empty.
std::string_view without_quantile(std::string_view key) {
    for (const std::string_view end : {".p50", ".p95", ".max"})
        if (key.ends_with(end)) return key.substr(0, key.size() - end.size());
    return {};
}

}  // namespace

const FigureType* FigureSheet::find(std::string_view key) const {
    const auto found = std::ranges::find(figures, key, &FigureType::key);
    return found == figures.end() ? nullptr : &*found;
}

Unit FigureSheet::unit_of(std::string_view key) const {
    const FigureType* figure = find(key);
    if (figure == nullptr) figure = find(without_quantile(key));
    DRAY_CHECK(figure != nullptr, "areas of '{}' tell no figure '{}'", section, key);
    return figure->unit;
}

std::optional<double> AreaResult::number(std::string_view key) const {
    const std::string_view base = without_quantile(key);
    for (const auto& [type, value] : values) {
        if (type->key == key) {
            if (const auto* count = std::get_if<std::int64_t>(&value)) return static_cast<double>(*count);
            if (const auto* measured = std::get_if<double>(&value)) return *measured;
        }
        const auto* q = type->key == base ? std::get_if<Quantiles>(&value) : nullptr;
        if (q != nullptr) return key.ends_with("p50") ? q->p50 : key.ends_with("p95") ? q->p95 : q->max;
    }
    return std::nullopt;
}

double AreaResult::operator[](std::string_view key) const {
    static_cast<void>(sheet->unit_of(key));
    return number(key).value_or(0);
}

std::string AreaResult::text(std::string_view key) const {
    for (const auto& [type, value] : values)
        if (type->key == key)
            if (const auto* word = std::get_if<std::string>(&value)) return *word;
    return {};
}

Measure::Measure(const FigureSheet& sheet, std::string name, const Occasion& occasion)
    : occasion_(occasion), result_{.sheet = &sheet, .name = std::move(name)} {}

void Measure::add(std::string_view key, FigureValue value) {
    const std::vector<FigureType>& figures = result_.sheet->figures;
    while (next_ < figures.size() && figures[next_].key != key)
        ++next_;
    DRAY_CHECK(next_ < figures.size(), "'{}' tells '{}', which its sheet does not have, or not there", result_.name, key);
    result_.values.emplace_back(&figures[next_++], std::move(value));
}

double Measure::per_hour(std::int64_t now_count, std::int64_t then_count) const {
    return occasion_.warm && occasion_.hours > 0 ? static_cast<double>(now_count - then_count) / occasion_.hours : 0;
}

Quantiles Measure::since(const std::vector<double>& values, std::int64_t from) const {
    return occasion_.warm ? quantiles_of({values.begin() + static_cast<std::ptrdiff_t>(from), values.end()}) : Quantiles{};
}

double Measure::share(Step time) const {
    return static_cast<double>(time) / static_cast<double>(std::max<Step>(1, occasion_.now));
}

}  // namespace dray::engine
