// What the symbols of a drawing mean.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "floor/build.hpp"
#include "floor/faults.hpp"

namespace dray::floor {

/// The meaning of one symbol.
struct Meaning {
    CellKind kind = CellKind::Wall;
    std::uint8_t rule = 0;  ///< headings in which the cell may be left along the aisle
    bool service = false;   ///< a lane cell where people work
    StationKind station = StationKind::Pick;
    bool chute = false;
    int zone = -1;  ///< index into the zones of the section
};

/// The built-in symbols and those of a layout's legend. Faulty entries are told and left out.
class Legend {
  public:
    Legend(const DrawnLayout& layout, const std::vector<ZoneConfig>& zones, Faults& faults);
    /// Nothing for a symbol without meaning.
    [[nodiscard]] std::optional<Meaning> meaning(char symbol) const { return table_[static_cast<unsigned char>(symbol)]; }
    /// All symbols with a meaning, for messages.
    [[nodiscard]] std::string symbols() const;

  private:
    std::array<std::optional<Meaning>, 256> table_;
};

}  // namespace dray::floor
