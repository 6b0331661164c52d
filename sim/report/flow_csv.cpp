#include <fmt/format.h>

#include <iterator>

#include "operations/csv.hpp"
#include "report/flow_documents.hpp"

namespace dray::report {

std::string edges_csv(const engine::Results& r) {
    std::string out = "area,row,column,heading,passages,free_s,real_s,lost_s\n";
    for (const engine::FlowResult& f : r.flow) {
        const std::string area = operations::csv_quoted(f.area);
        const auto width = static_cast<std::size_t>(f.width);
        for (const engine::EdgeResult& e : f.edges) {
            const double passages = static_cast<double>(e.passages);
            fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{:.3f},{:.3f},{:.3f}\n", area, e.cell / width, e.cell % width,
                           floor::name_of(e.heading), e.passages, e.free_s / passages, e.real_s / passages,
                           (e.real_s - e.free_s) / passages);
        }
    }
    return out;
}

std::string zones_csv(const engine::Results& r) {
    std::string out = "area,zone,row,column,rows,columns,from_s,to_s,robots,held_robots,density,flow_per_min,speed_mps\n";
    for (const engine::FlowResult& f : r.flow) {
        const std::string area = operations::csv_quoted(f.area);
        for (const engine::ZonePeriod& p : f.periods) {
            const engine::ZoneSquare& zone = f.zones[p.zone];
            fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{:.2f},{:.2f},{:.3f},{:.3f},{:.5f},{:.4f},{:.3f}\n", area,
                           p.zone, zone.row, zone.column, zone.rows, zone.columns, p.from_s, p.to_s, p.robots, p.held, p.density,
                           p.flow_per_min, p.speed_mps);
        }
    }
    return out;
}

std::string jams_csv(const engine::Results& r) {
    std::string out =
        "area,from_s,to_s,duration_s,cause,where,head_row,head_column,robots_max,robots_mean,spill_back_max_cells,chain_max,"
        "robot_h\n";
    for (const engine::JamResult& j : r.jams.largest)
        fmt::format_to(std::back_inserter(out), "{},{:.2f},{:.2f},{:.2f},{},{},{},{},{},{:.2f},{},{},{:.5f}\n",
                       operations::csv_quoted(j.area), j.from_s, j.to_s, j.to_s - j.from_s, j.cause,
                       operations::csv_quoted(j.where), j.head_row, j.head_column, j.robots_max, j.robots_mean,
                       j.spill_back_max_cells, j.chain_max, j.robot_h);
    return out;
}

}  // namespace dray::report
