// What holds a site back, told to people and to programs.
#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/area_type.hpp"
#include "report/documents.hpp"

namespace dray::report {

namespace {

using engine::BottleneckResult;
using Json = nlohmann::ordered_json;

// Groups below this share in the limit are told in one line together.
constexpr double kMinor = 0.02;

std::string percent(double share) {
    return fmt::format("{:.0f} %", 100 * share);
}

// ", on average 3.2 robots wait for them and 40 more each hour, 4.1 robot hours lost to them": what of it there is.
std::string pressure(const BottleneckResult& b, const std::string& what) {
    std::string out;
    if (b.waiting >= 0.05) out += fmt::format(", on average {:.1f} {}", b.waiting, what);
    const bool grows = b.waiting_growth_per_h > 1 && b.waiting_growth_per_h > 0.2 * b.waiting;
    if (grows) out += fmt::format(" and {:.0f} more each hour", b.waiting_growth_per_h);
    if (b.lost_robot_h >= 0.05) out += fmt::format(", {:.1f} robot hours lost to them", b.lost_robot_h);
    return out;
}

std::string minor_reason(const BottleneckResult& b) {
    return b.kind == "arrivals" ? fmt::format("what comes waits {} of the time", percent(1 - b.load))
                                : fmt::format("{} of capacity", percent(b.load));
}

// What waits for people: in the words of their area where that has some, else "wait for them", be it parcels or totes.
std::string waiting_for_people(const std::string& group) {
    for (const engine::FigureSheet* sheet : engine::figure_sheets())
        for (const engine::QueueWords& queue : sheet->queues)
            if (group.ends_with(" " + queue.group)) return queue.words;
    return "wait for them";
}

}  // namespace

std::string bottleneck_reason(const BottleneckResult& b) {
    const double working = b.states[0], starved = b.states[1], blocked = b.states[2], down = b.states[3];
    const std::string broken = down >= 0.005 ? fmt::format(", {} of it down", percent(down)) : "";
    if (b.kind == "arrivals")
        return b.load >= 0.5 ? fmt::format("what comes is taken up at once {} of the time", percent(b.load))
                             : fmt::format("what comes has to wait {} of the time{}", percent(1 - b.load), pressure(b, "wait"));
    if (b.kind == "pick" || b.kind == "stow" || b.kind == "induct")
        return fmt::format("in use {} of the time{}, starved {}{}", percent(b.load), broken, percent(starved),
                           pressure(b, "robots wait for them"));
    if (b.kind == "fleet")
        return fmt::format("robots drive, lift or are served {} of the time{}, idle {}, kept waiting {}{}", percent(b.load),
                           broken, percent(starved), percent(blocked), pressure(b, "jobs wait for a robot"));
    if (b.kind == "way")
        return fmt::format("the fullest place ({}) is used to {} of what it can pass{}", b.where, percent(b.load),
                           pressure(b, "robots are kept from driving on"));
    if (b.kind == "chute")
        return fmt::format("those of the fullest route are taken up {} of the time{}{}", percent(b.load), broken,
                           pressure(b, "robots wait with a parcel"));
    if (b.kind == "dock" && b.group == "receiving doors")
        return fmt::format("crews unload {} of the time, have no truck {}, find the dock full {}{}", percent(working),
                           percent(starved), percent(blocked), pressure(b, "trucks wait for one"));
    if (b.kind == "dock")
        return fmt::format(
            "the busiest door is taken up {} of the time; all: loading {}, cages ready and no truck for them {}{}{}",
            percent(b.load), percent(working), percent(blocked), broken, pressure(b, "doors cannot go on"));
    if (b.kind == "charger")
        return fmt::format("taken up {} of the time by robots that must charge{}", percent(b.load),
                           pressure(b, "robots wait for one"));
    if (b.kind == "desk") return fmt::format("people at work {} of the time{}", percent(b.load), pressure(b, "exceptions wait"));
    if (b.kind == "belt")
        return fmt::format(
            "of the carriers that leave the fullest induct zone {} have a new parcel and {} one that goes round{}{}",
            percent(down < 1 ? working / (1 - down) : 0), percent(down < 1 ? blocked / (1 - down) : 0),
            down >= 0.005 ? fmt::format("; the belt stands still {} of the time", percent(down)) : "",
            pressure(b, "inducts wait for an empty carrier"));
    if (b.kind == "outlet")
        return fmt::format("those of the fullest route are taken up {} of the time{}{}", percent(b.load), broken,
                           pressure(b, "parcels go round again"));
    if (b.kind == "cell")
        return fmt::format("all are taken {} of the time while stations and people wait for work{}", percent(b.load),
                           pressure(b, "orders wait for one"));
    if (b.kind == "conveyor" || b.kind == "lift")
        return fmt::format("{} of what it can carry goes through{}, blocked {}{}", percent(b.load), broken, percent(blocked),
                           pressure(b, "load units wait before it"));
    if (b.kind == "worker")
        return fmt::format("at work {} of the time{}, without work {}{}{}", percent(working),
                           down >= 0.005 ? fmt::format(", away or broken {}", percent(down)) : "", percent(starved),
                           blocked >= 0.005 ? fmt::format(", kept from going on by a full outlet {}", percent(blocked)) : "",
                           pressure(b, waiting_for_people(b.group)));
    return fmt::format("in use {} of the time{}, blocked {}{}", percent(b.load), broken, percent(blocked),
                       pressure(b, b.kind == "merge" ? "parcels wait" : "totes wait"));
}

std::string bottleneck_line(const std::vector<BottleneckResult>& all) {
    if (all.empty()) return "-";
    std::string out =
        fmt::format("{} {} of the time, because {}", all[0].group, percent(all[0].time_share), bottleneck_reason(all[0]));
    if (all.size() > 1 && all[1].time_share >= kMinor)
        fmt::format_to(std::back_inserter(out), "; then {} {}", all[1].group, percent(all[1].time_share));
    return out;
}

std::string bottlenecks_text(const std::vector<BottleneckResult>& all) {
    std::string out, minor;
    int rank = 0;
    for (const BottleneckResult& b : all) {
        if (b.score < kMinor && b.time_share < kMinor) {
            fmt::format_to(std::back_inserter(minor), "{}{} ({})", minor.empty() ? "" : ", ", b.group, minor_reason(b));
            continue;
        }
        fmt::format_to(std::back_inserter(out), "{:>2}. {}: bottleneck {} of the time, share in the limit {}\n", ++rank, b.group,
                       percent(b.time_share), percent(b.score));
        fmt::format_to(std::back_inserter(out), "    {}\n", bottleneck_reason(b));
        if (!b.where.empty() && b.where != b.group && b.kind != "way" && b.kind != "fleet" && b.kind != "arrivals")
            fmt::format_to(std::back_inserter(out), "    busiest: {}, active for {:.0f} s without a break on average\n", b.where,
                           b.mean_active_period_s);
    }
    if (!minor.empty()) fmt::format_to(std::back_inserter(out), "Not holding anything back: {}\n", minor);
    return out;
}

Json bottlenecks_json(const std::vector<BottleneckResult>& all) {
    Json out = Json::array();
    for (const BottleneckResult& b : all)
        out.push_back(
            {{"group", b.group},
             {"kind", b.kind},
             {"where", b.where},
             {"time_share", b.time_share},
             {"score", b.score},
             {"load", b.load},
             {"states", {{"working", b.states[0]}, {"starved", b.states[1]}, {"blocked", b.states[2]}, {"down", b.states[3]}}},
             {"waiting", b.waiting},
             {"waiting_growth_per_h", b.waiting_growth_per_h},
             {"lost_robot_h", b.lost_robot_h},
             {"mean_active_period_s", b.mean_active_period_s},
             {"because", bottleneck_reason(b)}});
    return out;
}

std::vector<BottleneckResult> bottlenecks_of(const Json& summary) {
    std::vector<BottleneckResult> all;
    for (const Json& j : summary.at("bottlenecks")) {
        const Json& s = j.at("states");
        all.push_back({.group = j.at("group"),
                       .kind = j.at("kind"),
                       .where = j.at("where"),
                       .time_share = j.at("time_share"),
                       .score = j.at("score"),
                       .load = j.at("load"),
                       .states = {s.at("working"), s.at("starved"), s.at("blocked"), s.at("down")},
                       .waiting = j.at("waiting"),
                       .waiting_growth_per_h = j.at("waiting_growth_per_h"),
                       .lost_robot_h = j.at("lost_robot_h"),
                       .mean_active_period_s = j.at("mean_active_period_s")});
    }
    return all;
}

}  // namespace dray::report
