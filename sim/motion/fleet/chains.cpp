#include "motion/fleet/chains.hpp"

namespace dray::motion {

namespace {

constexpr int kCallsOfVariation = 200;  // robots asked in one chain
constexpr int kDeepestChain = 100;
constexpr OptionCost kUnlimited = 1 << 29;
constexpr std::uint32_t kRefusal = 0x4ccccccdu;  // 0.3 of 2^32

}  // namespace

void Chains::begin(const ChainTeam& team, std::uint16_t group, std::uint32_t first_number, std::uint64_t seed) {
    team_ = team;
    group_ = group;
    number_ = round_ = first_number;
    dice_ = Dice(seed * 0x9e3779b97f4a7c15ull + 0x7f4a7c15u);
    for (int i = 0; i < 4; ++i)
        (void)dice_.next();
}

// Gives a robot that has nothing chosen one of its best `ranks` options. Without success everything is as before.
bool Chains::settle(std::size_t robot, std::size_t ranks, int depth, OptionCost means) {
    if (--calls_left_ < 0) return false;
    Formation& formation = *team_.formation;
    team_.mark[robot] = number_;
    // Staying is the best that a resting robot can do, so that its choice keeps its rank.
    if (team_.options->resting(robot)) {
        team_.terrain->judge(robot, *team_.options);
        ranks = team_.options->count(robot);
    }
    const OptionCost cost_before = team_.options->cost(robot, formation.choice(robot));
    for (std::size_t rank = 0; rank < ranks; ++rank) {
        const OptionCost left = means + cost_before - team_.options->cost(robot, rank);
        if (left < 0) break;
        const std::int32_t hindered = formation.hindered(robot, rank);
        if (hindered >= Formation::kNobody && formation.forbidden(robot, rank)) continue;
        if (hindered == Formation::kNobody) {
            formation.choose(robot, rank);
            if (settles_) team_.settled[robot] = round_;
            return true;
        }
        if (hindered == Formation::kSeveral || depth == 0) continue;
        const auto other = static_cast<std::size_t>(hindered);
        if (team_.mark[other] == number_ || team_.settled[other] == round_ || team_.group[other] != group_) continue;
        if (refusal_ != 0 && dice_.next() < refusal_) continue;
        const std::size_t others_choice = formation.choice(other);
        formation.release(other);
        formation.choose(robot, rank);
        if (settle(other, team_.options->count(other), depth - 1, left)) {
            if (settles_) team_.settled[robot] = round_;
            return true;
        }
        formation.release(robot);
        formation.choose(other, others_choice);
    }
    team_.mark[robot] = 0;
    return false;
}

bool Chains::advance(std::size_t robot, int calls) {
    Formation& formation = *team_.formation;
    const std::size_t before = formation.choice(robot);
    if (team_.settled[robot] == round_) return false;
    if (before == 0) {
        team_.settled[robot] = round_;
        return false;
    }
    ++number_;
    calls_left_ = calls;
    refusal_ = 0;
    settles_ = true;
    formation.release(robot);
    if (settle(robot, before, kDeepestChain, kUnlimited)) return true;
    // It keeps what it has, and robots that come after it must let it.
    formation.choose(robot, before);
    team_.settled[robot] = round_;
    return false;
}

bool Chains::vary(std::size_t robot, OptionCost tolerance) {
    Formation& formation = *team_.formation;
    const std::size_t before = formation.choice(robot);
    if (before == 0) return false;
    ++number_;
    calls_left_ = kCallsOfVariation;
    refusal_ = kRefusal;
    settles_ = false;
    formation.release(robot);
    if (settle(robot, before, kDeepestChain, tolerance)) return true;
    formation.choose(robot, before);
    return false;
}

}  // namespace dray::motion
