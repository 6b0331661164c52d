#include "operations/policies/assignment.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include "base/check.hpp"

namespace dray::operations {

void assign_min_cost(std::span<const CandidatePair> pairs, std::size_t rows, std::size_t columns,
                     std::vector<std::size_t>& chosen) {
    chosen.clear();
    if (pairs.empty()) return;
    using Graph = lemon::SmartDigraph;
    Graph graph;
    graph.reserveNode(static_cast<int>(rows + columns + 2));
    graph.reserveArc(static_cast<int>(pairs.size() + rows + columns + 1));
    const Graph::Node source = graph.addNode(), sink = graph.addNode();
    for (std::size_t i = 0; i < rows + columns; ++i)
        graph.addNode();
    const auto row_node = [](std::size_t i) { return Graph::nodeFromId(static_cast<int>(2 + i)); };
    const auto column_node = [&](std::size_t i) { return Graph::nodeFromId(static_cast<int>(2 + rows + i)); };
    Graph::ArcMap<std::int64_t> cost(graph, 0);
    Graph::ArcMap<int> capacity(graph, 1);
    std::int64_t largest = 0;
    for (const CandidatePair& pair : pairs) {
        const Graph::Arc arc = graph.addArc(row_node(pair.row), column_node(pair.column));
        cost[arc] = pair.cost;
        capacity[arc] = 1;
        largest = std::max(largest, pair.cost);
    }
    const auto plain = [&](Graph::Node from, Graph::Node to, int upper, std::int64_t price) {
        const Graph::Arc arc = graph.addArc(from, to);
        cost[arc] = price;
        capacity[arc] = upper;
    };
    for (std::size_t i = 0; i < rows; ++i)
        plain(source, row_node(i), 1, 0);
    for (std::size_t i = 0; i < columns; ++i)
        plain(column_node(i), sink, 1, 0);
    // Staying unmatched costs more than any set of pairs could save, so that the number of pairs comes first.
    plain(source, sink, static_cast<int>(rows), (largest + 1) * static_cast<std::int64_t>(rows + 1));

    lemon::NetworkSimplex<Graph, int, std::int64_t> simplex(graph);
    simplex.costMap(cost).upperMap(capacity).stSupply(source, sink, static_cast<int>(rows));
    const auto status = simplex.run();
    DRAY_CHECK(status == decltype(simplex)::OPTIMAL, "assignment of {} rows and {} columns has no optimum", rows, columns);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (simplex.flow(Graph::arcFromId(static_cast<int>(i))) > 0) chosen.push_back(i);
}

}  // namespace dray::operations
