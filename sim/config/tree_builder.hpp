// Builds a tree of values from events and refuses what a scenario must not hold.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "config/document.hpp"

namespace dray::config {

/// Takes the events of one document in order. Faults that leave the rest readable are collected; others throw InputError with
/// everything collected so far.
class TreeBuilder {
  public:
    void null(const Place& place);
    void scalar(const Place& place, const std::string& text, bool quoted);
    void begin(Value::Kind kind, const Place& place);
    void end();

    /// Notes a fault and goes on.
    void refuse(const Place& place, std::string message);
    /// Throws InputError with all faults and this one.
    [[noreturn]] void stop(const Place& place, std::string message);

    /// The finished tree; Null when there was none. Throws InputError when there were faults.
    [[nodiscard]] Value take();

  private:
    struct Frame {
        Value value;
        bool has_key = false;
        std::string key;
        Place key_place;
        std::unordered_map<std::string, std::pair<int, int>> seen;  ///< key -> line and column
    };

    void count(const Place& place);
    void add(Value value);

    std::vector<Frame> frames_;
    Value root_;
    Diagnostics faults_;
    std::size_t values_ = 0;
};

}  // namespace dray::config
