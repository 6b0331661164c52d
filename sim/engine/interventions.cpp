#include "engine/interventions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

#include "config/document.hpp"
#include "operations/csv.hpp"

namespace dray::engine {

namespace {

constexpr const char* kHeader = "time_s,area,event,robot";
constexpr std::size_t kMaxFaults = 20;

/// Reads the rows of one file.
class Rows {
  public:
    Rows(const Scene& scene, const std::string& path) : scene_(scene), path_(path) {
        for (const FloorScene& floor : scene.floors)
            areas_.push_back(floor.name);
    }

    void read(int line, std::string_view text) {
        const operations::CsvRow row = operations::split_csv(text);
        if (!row.fault.empty()) return fault(line, row.fault_column, row.fault);
        if (row.fields.size() != 4) return fault(line, 1, fmt::format("has {} fields; wanted: {}", row.fields.size(), kHeader));
        Intervention out;
        double time_s = 0;
        const operations::CsvField &time = row.fields[0], &area = row.fields[1], &event = row.fields[2], &robot = row.fields[3];
        if (!number(time.text, time_s) || !(time_s >= 0 && time_s <= scene_.seconds(scene_.last_step)))
            return fault(line, time.column,
                         fmt::format("time_s \"{}\" is not a number from 0 to {}", operations::shown(time.text),
                                     scene_.seconds(scene_.last_step)));
        const auto floor = std::find(areas_.begin(), areas_.end(), area.text);
        if (floor == areas_.end()) return unknown(line, area, "area", areas_);
        const std::vector<std::string> kinds = {"break", "repair"};
        const auto kind = std::find(kinds.begin(), kinds.end(), event.text);
        if (kind == kinds.end()) return unknown(line, event, "event", kinds);
        std::size_t which = 0;
        out.floor = static_cast<std::size_t>(floor - areas_.begin());
        const std::size_t robots = scene_.floors[out.floor].robots();
        if (!number(robot.text, which) || which >= robots)
            return fault(line, robot.column,
                         fmt::format("robot \"{}\" is not a number from 0 to {}", operations::shown(robot.text), robots - 1));
        out.step = std::llround(time_s * scene_.steps_per_second);
        out.kind = static_cast<Intervention::Kind>(kind - kinds.begin());
        out.robot = RobotId(which);
        read_.push_back(out);
    }

    [[nodiscard]] std::vector<Intervention> take() {
        if (!faults_.empty()) throw InputError(std::move(faults_));
        std::stable_sort(read_.begin(), read_.end(),
                         [](const Intervention& a, const Intervention& b) { return a.step < b.step; });
        return std::move(read_);
    }
    void fault(int line, int column, std::string words) {
        if (faults_.size() < kMaxFaults) faults_.push_back({path_, line, column, std::move(words)});
    }

  private:
    template <class Number>
    static bool number(std::string_view text, Number& value) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size();
    }
    void unknown(int line, const operations::CsvField& field, const char* what, const std::vector<std::string>& names) {
        const std::string nearest = config::nearest_name(field.text, names);
        fault(line, field.column,
              fmt::format("there is no {} \"{}\"{}; there are: {}", what, operations::shown(field.text),
                          nearest.empty() ? "" : fmt::format(", did you mean \"{}\"?", nearest), fmt::join(names, ", ")));
    }

    const Scene& scene_;
    const std::string& path_;
    std::vector<std::string> areas_;
    std::vector<Intervention> read_;
    std::vector<Diagnostic> faults_;
};

}  // namespace

const char* name_of(Intervention::Kind kind) {
    return kind == Intervention::Kind::Break ? "break" : "repair";
}

std::string interventions_csv(const Scene& scene, const std::vector<Intervention>& interventions) {
    std::string text = fmt::format("{}\n", kHeader);
    for (const Intervention& i : interventions)
        text +=
            fmt::format("{:.3f},{},{},{}\n", scene.seconds(i.step), scene.floors[i.floor].name, name_of(i.kind), i.robot.value);
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
        if (++number > 1 && !line.empty()) rows.read(number, line);
        if (number == 1 && line != kHeader) rows.fault(1, 1, fmt::format("the first line must be: {}", kHeader));
    }
    if (number == 0) rows.fault(1, 1, fmt::format("the first line must be: {}", kHeader));
    return rows.take();
}

std::vector<Intervention> read_interventions(const Scene& scene, const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file.is_open() || file.bad()) throw EnvironmentError(fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
    return parse_interventions(scene, text, path);
}

}  // namespace dray::engine
