#include "motion/fleet/sweep.hpp"

#include <algorithm>
#include <cstring>

namespace dray::motion {

namespace {

// Eight prices in one register; the compiler turns the operators into vector instructions of the plainest kind (SSE2 on x86-64).
typedef std::int16_t Vector __attribute__((vector_size(16)));

Vector load(const std::int16_t* from) {
    Vector v;
    std::memcpy(&v, from, sizeof v);
    return v;
}

Vector least(Vector a, Vector b) {
    return a < b ? a : b;
}

}  // namespace

// Lowers the prices of one place from those of the places ahead of it and from those of its other headings.
bool Sweep::relax(const Roads& roads, Place place) {
    std::array<Lanes, 4>& here = prices_[place];
    const std::array<Place, 4>& next = roads.next(place);
    const std::array<Price, 4>& price = roads.prices(place);
    Vector old[4], v[4];
    for (std::uint32_t h = 0; h < 4; ++h) {
        old[h] = v[h] = load(here[h].data());
        if (next[h] != kNoPlace) v[h] = least(v[h], load(prices_[next[h]][h].data()) + static_cast<std::int16_t>(price[h]));
    }
    // Two rounds of quarter turns reach the opposite heading.
    for (int round = 0; round < 2; ++round) {
        const Vector even = least(v[0], v[2]) + static_cast<std::int16_t>(1);
        const Vector odd = least(v[1], v[3]) + static_cast<std::int16_t>(1);
        v[0] = least(v[0], odd), v[2] = least(v[2], odd);
        v[1] = least(v[1], even), v[3] = least(v[3], even);
    }
    Vector differs = (v[0] != old[0]) | (v[1] != old[1]) | (v[2] != old[2]) | (v[3] != old[3]);
    std::uint64_t halves[2];
    std::memcpy(halves, &differs, sizeof halves);
    if ((halves[0] | halves[1]) == 0) return false;
    for (std::uint32_t h = 0; h < 4; ++h)
        std::memcpy(here[h].data(), &v[h], sizeof v[h]);
    return true;
}

bool Sweep::pass(const Roads& roads, bool southwards, bool eastwards) {
    ++number_;
    bool any = false;
    const int rows = roads.rows(), stretches = roads.stretches();
    const std::ptrdiff_t row_step = stretches + 2;
    for (int i = 0; i < rows; ++i) {
        const int r = southwards ? i : rows - 1 - i;
        for (int k = 0; k < stretches; ++k) {
            const int s = eastwards ? k : stretches - 1 - k;
            const std::ptrdiff_t at = (r + 1) * row_step + s + 1;
            std::int32_t* changed = changed_.data() + at;
            const std::int32_t newest = std::max({changed[0], changed[-1], changed[1], changed[-row_step], changed[row_step]});
            // A change in the pass that last looked here may have come after the look.
            if (newest < looked_[static_cast<std::size_t>(at)]) continue;
            looked_[static_cast<std::size_t>(at)] = number_;
            const auto [begin, end] = roads.stretch(r, s);
            bool here = false;
            if (eastwards) {
                for (Place p = begin; p < end; ++p)
                    here |= relax(roads, p);
            } else {
                for (Place p = end; p-- > begin;)
                    here |= relax(roads, p);
            }
            if (here) *changed = number_, any = true;
        }
    }
    return any;
}

void Sweep::run(const Roads& roads, std::span<const Place> goals) {
    Lanes far;
    far.fill(kSweepFar);
    prices_.assign(roads.size(), {far, far, far, far});
    const std::size_t row_step = static_cast<std::size_t>(roads.stretches()) + 2;
    changed_.assign((static_cast<std::size_t>(roads.rows()) + 2) * row_step, -1);
    looked_.assign(changed_.size(), 0);
    number_ = 0;
    for (std::size_t lane = 0; lane < goals.size(); ++lane) {
        const Place goal = goals[lane];
        for (auto& lanes : prices_[goal])
            lanes[lane] = 0;
        changed_[static_cast<std::size_t>(roads.row(goal) + 1) * row_step +
                 static_cast<std::size_t>(roads.column(goal) / Roads::kStretch) + 1] = 0;
    }
    // The four pairs of directions in turn, until all four in a row changed nothing.
    for (int quiet = 0, turn = 0; quiet < 4; ++turn)
        quiet = pass(roads, (turn & 1) != 0, (turn >> 1 & 1) != 0) ? 0 : quiet + 1;
}

}  // namespace dray::motion
