#include <algorithm>

#include "config/document.hpp"

namespace dray::config {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether two letters are the same but for their case.
bool same(char a, char b) {
    return lower(a) == lower(b);
}

/// Letters to insert, drop, change or swap with their neighbour to get from one word to the other (restricted Damerau).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
            row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates) {
    const std::string* best = nullptr;
    std::size_t best_distance = 0;
    for (const std::string& name : candidates) {
        const std::size_t longer = std::max(word.size(), name.size());
        // Words of very different length cannot be near; this also keeps huge words cheap.
        if ((longer - std::min(word.size(), name.size())) * 3 > longer) continue;
        const std::size_t distance = edit_distance(word, name);
        if (distance * 3 > longer || (best != nullptr && distance >= best_distance)) continue;
        best = &name;
        best_distance = distance;
    }
    return best == nullptr ? std::string() : *best;
}

}  // namespace dray::config
