// Where the faults of a layout are told: by field, or by cell of the drawing or map that made it.
#pragma once

#include <functional>
#include <string>

#include "config/document.hpp"
#include "floor/floor.hpp"

namespace dray::floor {

/// Collects faults for one `floor:` section. Not for concurrent use.
class Faults {
  public:
    Faults(const config::Document& document, std::string prefix, config::Diagnostics& out)
        : document_(document), prefix_(std::move(prefix)), out_(out) {}

    /// A fault of a field of the section, such as "storage.chargers".
    void field(const std::string& name, const std::string& message) {
        const config::Place place = document_.place_of(prefix_ + "." + name);
        at(place, prefix_ + "." + name + ": " + message);
    }
    /// A fault with a place of its own.
    void at(const config::Place& place, const std::string& message) {
        out_.push_back({.file = place.file, .line = place.line, .column = place.column, .message = message});
    }
    /// A fault of a cell: told at its character where the layout was drawn or imported, else at the layout's field.
    void cell(int row, int column, const std::string& message) { at(cell_place_(row, column), message); }
    /// Says where cells are written.
    void set_cell_place(std::function<config::Place(int, int)> place) { cell_place_ = std::move(place); }

    [[nodiscard]] config::Place place_of(const std::string& name) const { return document_.place_of(prefix_ + "." + name); }
    [[nodiscard]] const std::string& directory() const { return document_.directory; }
    [[nodiscard]] std::size_t count() const { return out_.size(); }

  private:
    const config::Document& document_;
    std::string prefix_;
    config::Diagnostics& out_;
    std::function<config::Place(int, int)> cell_place_ = [this](int, int) { return document_.place_of(prefix_); };
};

}  // namespace dray::floor
