#include "floor/legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "floor/sketch.hpp"

namespace dray::floor {

namespace {

struct Word {
    std::string_view word;
    char symbol;
    Meaning meaning;
};

const std::array kWords = {
    Word{"wall", '#', {CellKind::Wall}},
    Word{"aisle", '.', {CellKind::Aisle, kAllHeadings}},
    Word{"slot", 'S', {CellKind::Slot}},
    Word{"buffer", 'B', {CellKind::Buffer, kAllHeadings}},
    Word{"charger", 'C', {CellKind::Charger, kAllHeadings}},
    Word{"queue", 'q', {CellKind::Lane}},
    Word{"pick", 'P', {CellKind::Lane, 0, true, StationKind::Pick}},
    Word{"stow", 'W', {CellKind::Lane, 0, true, StationKind::Stow}},
    Word{"induct", 'I', {CellKind::Lane, 0, true, StationKind::Induct}},
    Word{"chute", 'O', {.kind = CellKind::Wall, .chute = true}},
    Word{"one_way_east", '>', {CellKind::Aisle, bit(Heading::East)}},
    Word{"one_way_south", 'v', {CellKind::Aisle, bit(Heading::South)}},
    Word{"one_way_west", '<', {CellKind::Aisle, bit(Heading::West)}},
    Word{"one_way_north", '^', {CellKind::Aisle, bit(Heading::North)}},
};

std::string with_nearest(std::string message, std::string_view word, const std::vector<std::string>& candidates) {
    const std::string nearest = config::nearest_name(word, candidates);
    return nearest.empty() ? message : message + fmt::format("; did you mean \"{}\"?", nearest);
}

std::optional<Meaning> zone_meaning(std::string_view name, const std::string& field, const std::vector<ZoneConfig>& zones,
                                    Faults& faults) {
    const auto zone = std::find_if(zones.begin(), zones.end(), [&](const ZoneConfig& z) { return z.name == name; });
    if (zone != zones.end()) {
        Meaning meaning{CellKind::Aisle, kAllHeadings};
        meaning.zone = static_cast<int>(zone - zones.begin());
        return meaning;
    }
    std::vector<std::string> names;
    for (const ZoneConfig& z : zones)
        names.push_back(z.name);
    faults.field(field, with_nearest(fmt::format("there is no zone \"{}\" in zones", name), name, names));
    return std::nullopt;
}

std::optional<Meaning> meaning_of(std::string_view word, const std::string& field, const std::vector<ZoneConfig>& zones,
                                  Faults& faults) {
    constexpr std::string_view kZone = "zone:";
    if (word.starts_with(kZone)) return zone_meaning(word.substr(kZone.size()), field, zones, faults);
    std::vector<std::string> words;
    for (const Word& w : kWords) {
        if (w.word == word) return w.meaning;
        words.emplace_back(w.word);
    }
    faults.field(field,
                 with_nearest(fmt::format("\"{}\" is not one of {} or zone:NAME", word, fmt::join(words, ", ")), word, words));
    return std::nullopt;
}

}  // namespace

Legend::Legend(const DrawnLayout& layout, const std::vector<ZoneConfig>& zones, Faults& faults) {
    for (const Word& word : kWords)
        table_[static_cast<unsigned char>(word.symbol)] = word.meaning;
    std::array<bool, 256> given{};
    for (std::size_t i = 0; i < layout.legend.size(); ++i) {
        const auto& [symbol, means] = layout.legend[i];
        const std::string path = fmt::format("drawn.legend[{}].", i);
        const auto code = symbol.size() == 1 ? static_cast<unsigned char>(symbol[0]) : 0u;
        if (code < 32 || code > 126) {
            faults.field(path + "symbol", fmt::format("\"{}\" is not one printable ASCII character", symbol));
            continue;
        }
        if (std::exchange(given[code], true)) {
            faults.field(path + "symbol", fmt::format("the symbol '{}' is explained twice", symbol));
            continue;
        }
        table_[code] = meaning_of(means, path + "means", zones, faults);
    }
}

std::string Legend::symbols() const {
    std::string all;
    for (std::size_t code = 0; code < table_.size(); ++code)
        if (table_[code])
            all += all.empty() ? fmt::format("{}", static_cast<char>(code)) : fmt::format(" {}", static_cast<char>(code));
    return all;
}

}  // namespace dray::floor
