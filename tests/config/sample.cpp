#include "sample.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace sample {

using dray::config::Describe;
using dray::config::Grade;
using dray::config::Table;

namespace {

const Table& drive_table() {
    static const Table table =
        Describe<Drive>("drive", "A drive unit.")
            .number("speed_mps", &Drive::speed_mps, {0.1, 5}, "m/s", "Top speed.", {"a data sheet", Grade::Vendor})
            .flag("lifts", &Drive::lifts, "Whether it lifts pods.", {"a guess", Grade::Assumed})
            .build();
    return table;
}

const Table& fleet_table() {
    static const Table table = Describe<Fleet>("fleet", "Robots of one kind.")
                                   .text("name", &Fleet::name, "Its name.")
                                   .required()
                                   .integer("count", &Fleet::count, {1, 10000}, "", "Robots in it.", {"", Grade::Assumed})
                                   .section("drive", &Fleet::drive, drive_table(), "Its drive.")
                                   .texts("tags", &Fleet::tags, {0, 2}, "Words for filters.")
                                   .build();
    return table;
}

const Table& demand_table() {
    static const Table table =
        Describe<Demand>("demand", "What is ordered.")
            .number("orders_per_h", &Demand::orders_per_h, {0, 100000}, "orders/h", "Rate of orders.",
                    {"a study", Grade::Measured})
            .required()
            .choice("policy", &Demand::policy, {{"nearest", "the nearest pod"}, {"fullest", "the pod | with most"}},
                    "How a pod is chosen.", {"a guess", Grade::Assumed})
            .numbers("weights", &Demand::weights, {0, 1}, {1, 3}, "", "Shares of 1, 2 and 3 lines.")
            .build();
    return table;
}

}  // namespace

const Table& site_table() {
    static const Table table = Describe<Site>("site", "A whole site.")
                                   .text("title", &Site::title, "Shown in reports.")
                                   .integer("seed", &Site::seed, {}, "", "Seed of all randomness.")
                                   .number("offset_m", &Site::offset_m, {}, "m", "Any number.")
                                   .flag("record", &Site::record, "Whether to record.")
                                   .section("demand", &Site::demand, demand_table(), "Orders.")
                                   .list("fleets", &Site::fleets, fleet_table(), {0, 3}, "All robots.")
                                   .texts("notes", &Site::notes, {0, 1000}, "Any remarks.")
                                   .build();
    return table;
}

Outcome read_site(const std::string& text, const std::vector<std::string>& overrides) {
    Outcome outcome;
    dray::config::Diagnostics faults;
    try {
        const auto document = dray::config::parse(text, "in", ".", overrides);
        dray::config::read(document, site_table(), &outcome.site, faults);
    } catch (const dray::InputError& error) {
        faults = error.diagnostics();
    }
    for (const auto& fault : faults)
        outcome.faults.push_back(fault.text());
    return outcome;
}

std::string Outcome::text() const {
    std::string all;
    for (const std::string& fault : faults)
        all += fault + "\n";
    return all;
}

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "dray-config-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
}

}  // namespace sample
