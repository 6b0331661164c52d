// Scenarios that must be refused, each with the words that the user is told.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace dray::test {

struct MalformedCase {
    std::string name;
    std::string text;                                        ///< of the scenario, in.yaml
    std::string words;                                       ///< every message with its place, line by line
    std::vector<std::pair<std::string, std::string>> files;  ///< beside it: name and content
};

/// Wrong in a field, between fields or as YAML: seen when the file is read.
std::vector<MalformedCase> malformed_fields();
/// Wrong on the floor, in what stands on it, in a trace or in a chain of `extends`.
std::vector<MalformedCase> malformed_sites();

}  // namespace dray::test
