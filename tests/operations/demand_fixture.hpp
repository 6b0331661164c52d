// What the tests of demand share: a document with the places of a few fields, and a shortcut to make_demand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "operations/demand.hpp"

namespace dray::test {

/// A document whose map `demand` holds the given fields, one per line from line 2, in the file "site.yaml".
inline config::Document demand_document(const std::vector<std::string>& fields, const std::string& directory = ".") {
    config::Document document;
    document.path = "site.yaml";
    document.directory = directory;
    document.root.kind = config::Value::Kind::Map;
    document.root.place = {"site.yaml", 1, 1};
    config::Value section;
    section.kind = config::Value::Kind::Map;
    section.place = {"site.yaml", 1, 1};
    int line = 2;
    for (const std::string& field : fields) {
        config::Value value;
        value.kind = config::Value::Kind::Scalar;
        value.place = {"site.yaml", line++, 3};
        section.map.emplace_back(field, std::move(value));
    }
    document.root.map.emplace_back("demand", std::move(section));
    return document;
}

/// Demand of a config, with the faults as texts.
struct Made {
    operations::Demand demand;
    std::vector<std::string> faults;
};

inline Made make(const operations::DemandConfig& config, double duration_s, std::uint64_t seed = 1,
                 const config::Document& document = demand_document({})) {
    Made made;
    config::Diagnostics faults;
    made.demand = operations::make_demand(config, duration_s, Clock(), seed, document, "demand", faults);
    for (const Diagnostic& fault : faults)
        made.faults.push_back(fault.text());
    return made;
}

}  // namespace dray::test
