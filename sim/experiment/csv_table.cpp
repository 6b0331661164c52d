#include "experiment/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/error.hpp"
#include "operations/csv.hpp"

namespace dray::experiment {

std::size_t CsvTable::column(const std::string& name) const {
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? kNone : static_cast<std::size_t>(found - header.begin());
}

CsvTable read_csv(const std::string& text, const std::string& name) {
    CsvTable table;
    int number = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const operations::CsvRow row = operations::split_csv(rest.substr(0, end));
        rest.remove_prefix(std::min(rest.size(), end + 1));
        ++number;
        if (!row.fault.empty()) throw InputError({Diagnostic{name, number, row.fault_column, row.fault}});
        std::vector<std::string> fields;
        for (const operations::CsvField& field : row.fields)
            fields.push_back(field.text);
        if (number == 1) {
            table.header = std::move(fields);
        } else if (fields.size() != table.header.size()) {
            throw InputError({Diagnostic{name, number, 1,
                                         fmt::format("{} fields, but the header has {}", fields.size(), table.header.size())}});
        } else {
            table.rows.push_back(std::move(fields));
        }
    }
    if (number == 0) throw InputError({Diagnostic{name, 1, 1, "the file is empty"}});
    return table;
}

}  // namespace dray::experiment
