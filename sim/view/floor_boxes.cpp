// Where several floors go in one picture.
#include <algorithm>

#include "view/picture.hpp"

namespace dray::view {

namespace {

using Sizes = std::vector<std::pair<double, double>>;

// Shares of a length in proportion to what each part needs.
std::vector<Box> in_a_row(const Box& box, const Sizes& sizes, double gap, bool across) {
    double all = 0;
    for (const auto& [width, height] : sizes)
        all += across ? width : height;
    const double length = (across ? box.width : box.height) - gap * static_cast<double>(sizes.size() - 1);
    std::vector<Box> boxes;
    double at = across ? box.x : box.y;
    for (const auto& [width, height] : sizes) {
        const double part = length * (across ? width : height) / all;
        boxes.push_back(across ? Box{at, box.y, part, box.height} : Box{box.x, at, box.width, part});
        at += part + gap;
    }
    return boxes;
}

// The first one large, the others in a row beside or below it. `share` of the box goes to the first.
std::vector<Box> one_large(const Box& box, const Sizes& sizes, double gap, bool across, double share) {
    Box first = box, rest = box;
    if (across) {
        first.width = share * (box.width - gap);
        rest.x += first.width + gap;
        rest.width -= first.width + gap;
    } else {
        first.height = share * (box.height - gap);
        rest.y += first.height + gap;
        rest.height -= first.height + gap;
    }
    std::vector<Box> boxes = in_a_row(rest, Sizes(sizes.begin() + 1, sizes.end()), gap, !across);
    boxes.insert(boxes.begin(), first);
    return boxes;
}

// In rows of as many as can be, one row below another; or in columns.
std::vector<Box> in_rows(const Box& box, const Sizes& sizes, double gap, std::size_t rows, bool across) {
    const std::size_t in_row = (sizes.size() + rows - 1) / rows;
    std::vector<Sizes> parts;
    Sizes largest;
    for (std::size_t first = 0; first < sizes.size(); first += in_row) {
        const auto last = std::min(first + in_row, sizes.size());
        Sizes part(sizes.begin() + static_cast<std::ptrdiff_t>(first), sizes.begin() + static_cast<std::ptrdiff_t>(last));
        auto& [width, height] = largest.emplace_back();
        for (const auto& [w, h] : part) {
            width = std::max(width, w);
            height = std::max(height, h);
        }
        parts.push_back(std::move(part));
    }
    const std::vector<Box> strips = in_a_row(box, largest, gap, !across);
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::vector<Box> strip = in_a_row(strips[i], parts[i], gap, across);
        boxes.insert(boxes.end(), strip.begin(), strip.end());
    }
    return boxes;
}

double smallest_scale(const std::vector<Box>& boxes, const Sizes& sizes) {
    double least = 1e9;
    for (std::size_t i = 0; i < boxes.size(); ++i)
        least = std::min({least, boxes[i].width / sizes[i].first, boxes[i].height / sizes[i].second});
    return least;
}

}  // namespace

std::vector<Box> floor_boxes(const Box& box, const Sizes& sizes, double gap) {
    std::vector<Box> best = in_a_row(box, sizes, gap, true);
    const auto consider = [&](std::vector<Box> boxes) {
        if (smallest_scale(boxes, sizes) > 1.02 * smallest_scale(best, sizes)) best = std::move(boxes);
    };
    if (sizes.size() < 2) return best;
    consider(in_a_row(box, sizes, gap, false));
    if (sizes.size() < 3) return best;
    for (const bool across : {true, false})
        for (const double share : {0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7})
            consider(one_large(box, sizes, gap, across, share));
    for (std::size_t rows = 2; 2 * rows <= sizes.size(); ++rows)
        for (const bool across : {true, false})
            consider(in_rows(box, sizes, gap, rows, across));
    return best;
}

}  // namespace dray::view
