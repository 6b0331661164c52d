#include "engine/interventions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "config/document.hpp"
#include "operations/csv.hpp"

namespace dray::engine {

namespace {

using Kind = Intervention::Kind;

constexpr const char* kHeader = "time_s,area,event,what,value";
constexpr const char* kOldHeader = "time_s,area,event,robot";
constexpr std::size_t kMaxFaults = 20;
constexpr std::array<const char*, kInterventionKinds> kNames = {"break",        "repair",     "close",     "open",
                                                                "limit_robots", "close_zone", "open_zone", "limit_speed"};

std::vector<std::string> stations_of(const FloorScene& floor) {
    std::vector<std::string> names;
    for (const floor::Lane& lane : floor.floor->lanes())
        names.push_back(lane.name);
    return names;
}

std::vector<std::string> fleets_of(const FloorScene& floor) {
    std::vector<std::string> names;
    for (const FloorScene::Fleet& fleet : floor.fleets)
        names.push_back(fleet.name);
    return names;
}

/// Reads the rows of one file.
class Rows {
  public:
    Rows(const Scene& scene, const std::string& path) : scene_(scene), path_(path) {
        for (const FloorScene& floor : scene.floors)
            areas_.push_back(floor.name);
    }

    void header(std::string_view line) {
        if (line != kHeader && line != kOldHeader) return fault(1, 1, fmt::format("the first line must be: {}", kHeader));
        header_ = line;
        fields_ = 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
    }

    void read(int line, std::string_view text) {
        line_ = line;
        row_ = operations::split_csv(text);
        if (!row_.fault.empty()) return fault(line, row_.fault_column, row_.fault);
        if (row_.fields.size() != fields_)
            return fault(line, 1, fmt::format("has {} fields; wanted: {}", row_.fields.size(), header_));
        Intervention out;
        double time_s = 0;
        const operations::CsvField& time = row_.fields[0];
        if (!number(time.text, time_s) || !(time_s >= 0 && time_s <= scene_.seconds(scene_.last_step)))
            return fault(line, time.column,
                         fmt::format("time_s \"{}\" is not a number from 0 to {}", operations::shown(time.text),
                                     scene_.seconds(scene_.last_step)));
        out.step = std::llround(time_s * scene_.steps_per_second);
        const auto floor = place_in(row_.fields[1], "area", areas_);
        if (!floor) return;
        out.floor = *floor;
        const auto kind = place_in(row_.fields[2], "event", {kNames.begin(), kNames.end()});
        if (!kind) return;
        out.kind = static_cast<Kind>(*kind);
        if (details(out)) read_.push_back(out);
    }

    [[nodiscard]] std::vector<Intervention> take() {
        if (!faults_.empty()) throw InputError(std::move(faults_));
        std::stable_sort(read_.begin(), read_.end(),
                         [](const Intervention& a, const Intervention& b) { return a.step < b.step; });
        return std::move(read_);
    }

  private:
    template <class Number>
    static bool number(std::string_view text, Number& value) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size();
    }
    void fault(int line, int column, std::string words) {
        if (faults_.size() < kMaxFaults) faults_.push_back({path_, line, column, std::move(words)});
    }
    // What is done, and to what. False: a fault was told.
    bool details(Intervention& out) {
        const FloorScene& floor = scene_.floors[out.floor];
        const operations::CsvField& what = row_.fields[3];
        const bool has_value = out.kind == Kind::LimitRobots || out.kind == Kind::LimitSpeed;
        if (!has_value && fields_ > 4 && !row_.fields[4].text.empty()) {
            fault(line_, row_.fields[4].column,
                  fmt::format("value is for limit_robots and limit_speed; {} has none", kNames[index(out.kind)]));
            return false;
        }
        switch (out.kind) {
            case Kind::Break:
            case Kind::Repair:
                if (const auto robot = whole(what, "robot", floor.robots() - 1)) return out.robot = RobotId(*robot), true;
                return false;
            case Kind::CloseStation:
            case Kind::OpenStation:
                if (const auto station = place_in(what, "station", stations_of(floor)))
                    return out.station = LaneId(*station), true;
                return false;
            case Kind::LimitRobots:
                return value_is_there(out) && robots(out, floor, what);
            case Kind::CloseZone:
            case Kind::OpenZone:
                return place(out, floor, what);
            case Kind::LimitSpeed:
                return value_is_there(out) && place(out, floor, what) && speed(out, row_.fields[4]);
        }
        return false;
    }
    bool value_is_there(const Intervention& out) {
        if (fields_ == 5) return true;
        fault(line_, row_.fields[2].column, fmt::format("{} needs a file with {}", kNames[index(out.kind)], kHeader));
        return false;
    }
    bool place(Intervention& out, const FloorScene& floor, const operations::CsvField& what) {
        ParsedPlace read = parse_place(*floor.floor, what.text, out.kind == Kind::LimitSpeed);
        out.place = read.place;
        if (!read.fault.empty()) fault(line_, what.column + static_cast<int>(read.at), std::move(read.fault));
        return read.fault.empty();
    }
    // Kept in mm/s, so that what is written is what was done.
    bool speed(Intervention& out, const operations::CsvField& value) {
        double mps = 0;
        if (value.text.empty()) return out.speed_mmps = kNoSpeedLimit, true;
        if (number(value.text, mps) && mps >= 0 && mps * 1000 <= kMaxSpeedLimit_mmps)
            return out.speed_mmps = static_cast<std::int32_t>(std::lround(mps * 1000)), true;
        fault(line_, value.column,
              fmt::format("value \"{}\" is not a number of m/s from 0 to {}; empty: no limit any more",
                          operations::shown(value.text), kMaxSpeedLimit_mmps / 1000));
        return false;
    }
    bool robots(Intervention& out, const FloorScene& floor, const operations::CsvField& what) {
        const auto fleet = place_in(what, "fleet", fleets_of(floor));
        if (!fleet) return false;
        const auto count = whole(row_.fields[4], "value", floor.fleets[*fleet].count);
        if (!count) return false;
        out.fleet = static_cast<std::uint32_t>(*fleet);
        out.robots = static_cast<std::uint32_t>(*count);
        return true;
    }
    [[nodiscard]] static std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }
    [[nodiscard]] std::optional<std::size_t> whole(const operations::CsvField& field, const char* what, std::size_t most) {
        std::size_t value = 0;
        if (number(field.text, value) && value <= most) return value;
        fault(line_, field.column,
              fmt::format("{} \"{}\" is not a number from 0 to {}", what, operations::shown(field.text), most));
        return {};
    }
    [[nodiscard]] std::optional<std::size_t> place_in(const operations::CsvField& field, const char* what,
                                                      const std::vector<std::string>& names) {
        const auto found = std::find(names.begin(), names.end(), field.text);
        if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
        const std::string nearest = config::nearest_name(field.text, names);
        fault(line_, field.column,
              fmt::format("there is no {} \"{}\"{}; there {}: {}", what, operations::shown(field.text),
                          nearest.empty() ? "" : fmt::format(", did you mean \"{}\"?", nearest), names.empty() ? "is" : "are",
                          names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
        return {};
    }

    const Scene& scene_;
    const std::string& path_;
    std::vector<std::string> areas_;
    std::string header_ = kHeader;
    std::size_t fields_ = 5;
    int line_ = 0;
    operations::CsvRow row_;
    std::vector<Intervention> read_;
    std::vector<Diagnostic> faults_;
};

// The two last fields of a row.
std::string details_text(const FloorScene& floor, const Intervention& i) {
    switch (i.kind) {
        case Kind::Break:
        case Kind::Repair:
            return fmt::format("{},", i.robot.value);
        case Kind::CloseStation:
        case Kind::OpenStation:
            return fmt::format("{},", operations::csv_quoted(floor.floor->lane(i.station).name));
        case Kind::LimitRobots:
            return fmt::format("{},{}", operations::csv_quoted(floor.fleets[i.fleet].name), i.robots);
        case Kind::CloseZone:
        case Kind::OpenZone:
            return operations::csv_quoted(place_text(*floor.floor, i.place)) + ",";
        case Kind::LimitSpeed:
            return fmt::format("{},{}", operations::csv_quoted(place_text(*floor.floor, i.place)),
                               i.speed_mmps < 0 ? "" : fmt::format("{}", i.speed_mmps / 1000.0));
    }
    return ",";
}

}  // namespace

const char* name_of(Kind kind) {
    return kNames[static_cast<std::size_t>(kind)];
}

bool exists(const Scene& scene, const Intervention& i) {
    if (i.floor >= scene.floors.size()) return false;
    const FloorScene& floor = scene.floors[i.floor];
    switch (i.kind) {
        case Kind::Break:
        case Kind::Repair:
            return i.robot.valid() && i.robot.index() < floor.robots();
        case Kind::CloseStation:
        case Kind::OpenStation:
            return i.station.valid() && i.station.index() < floor.floor->lanes().size();
        case Kind::LimitRobots:
            return i.fleet < floor.fleets.size() && i.robots <= floor.fleets[i.fleet].count;
        case Kind::CloseZone:
        case Kind::OpenZone:
            return exists(*floor.floor, i.place);
        case Kind::LimitSpeed:
            return exists(*floor.floor, i.place) && i.speed_mmps >= kNoSpeedLimit && i.speed_mmps <= kMaxSpeedLimit_mmps;
    }
    return false;
}

Deed deed_of(const Intervention& i) {
    Deed deed{.step = static_cast<std::int32_t>(i.step),
              .floor = static_cast<std::int32_t>(i.floor),
              .kind = static_cast<std::int32_t>(i.kind)};
    switch (i.kind) {
        case Kind::Break:
        case Kind::Repair:
            deed.what = static_cast<std::int32_t>(i.robot.value);
            break;
        case Kind::CloseStation:
        case Kind::OpenStation:
            deed.what = static_cast<std::int32_t>(i.station.value);
            break;
        case Kind::LimitRobots:
            deed.what = static_cast<std::int32_t>(i.fleet);
            deed.value = static_cast<std::int32_t>(i.robots);
            break;
        case Kind::CloseZone:
        case Kind::OpenZone:
        case Kind::LimitSpeed:
            deed.what = i.place.zone;
            deed.value = i.speed_mmps;
            deed.row = i.place.row, deed.column = i.place.column;
            deed.rows = i.place.rows, deed.columns = i.place.columns;
            break;
    }
    return deed;
}

Intervention intervention_of(const Deed& deed) {
    Intervention out{.step = deed.step, .floor = static_cast<std::size_t>(deed.floor), .kind = static_cast<Kind>(deed.kind)};
    const auto what = static_cast<std::uint32_t>(deed.what);
    switch (out.kind) {
        case Kind::Break:
        case Kind::Repair:
            out.robot = RobotId(what);
            break;
        case Kind::CloseStation:
        case Kind::OpenStation:
            out.station = LaneId(what);
            break;
        case Kind::LimitRobots:
            out.fleet = what;
            out.robots = static_cast<std::uint32_t>(deed.value);
            break;
        case Kind::CloseZone:
        case Kind::OpenZone:
        case Kind::LimitSpeed:
            out.place = {deed.what, deed.row, deed.column, deed.rows, deed.columns};
            out.speed_mmps = deed.value;
            break;
    }
    return out;
}

std::string interventions_csv(const Scene& scene, const std::vector<Intervention>& interventions) {
    std::string text = fmt::format("{}\n", kHeader);
    for (const Intervention& i : interventions)
        text += fmt::format("{:.3f},{},{},{}\n", scene.seconds(i.step), scene.floors[i.floor].name, name_of(i.kind),
                            details_text(scene.floors[i.floor], i));
    return text;
}

std::vector<Intervention> parse_interventions(const Scene& scene, const std::string& text, const std::string& path) {
    Rows rows(scene, path);
    int number = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (++number == 1)
            rows.header(line);
        else if (!line.empty())
            rows.read(number, line);
    }
    if (number == 0) rows.header("");
    return rows.take();
}

std::vector<Intervention> read_interventions(const Scene& scene, const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file.is_open() || file.bad()) throw EnvironmentError(fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
    return parse_interventions(scene, text, path);
}

}  // namespace dray::engine
