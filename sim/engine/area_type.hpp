// Types of areas without a floor: what the scenario may say of one, its ports, what it is made of, and what it tells.
//
// A new type is one file that implements AreaType and AreaModel, and its line in kinds/registry.cpp. Reading, schema, checks of
// ports, hand-over, audits, the bottleneck ranking, summary.json, the terminal, reports, comparisons and what-if go by the table
// of types and know none of them by name.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "config/table.hpp"
#include "engine/area_model.hpp"
#include "engine/figures.hpp"
#include "engine/reliefs.hpp"
#include "engine/stage.hpp"
#include "operations/operations.hpp"
#include "operations/order_log.hpp"
#include "primitives/sortation/sortation.hpp"
#include "primitives/transport/truck_times.hpp"

namespace dray::engine {

/// What the scenario says of one area. Types derive theirs from it.
struct AreaConfig {
    std::string name;  ///< unique in the site; of what stands on a connection empty
};

/// What passes through a port.
enum class LoadUnit : std::uint8_t {
    Parcels,
    Totes,  ///< from inbound trucks; such ports exist where these come
    Items,
    Cages,   ///< parcels that fall into the cages of the area below
    AsTaken  ///< totes where the area's port for them is connected, else parcels
};

/// A port of an area: AREA.NAME in connections.
struct PortType {
    std::string name;
    bool gives = false;  ///< else takes
    LoadUnit unit = LoadUnit::Parcels;
};

/// What an area is told of the site around it.
struct Surroundings {
    std::size_t number = 0;  ///< among the areas of its type, or of its connection: for random numbers of its own
    Clock clock;
    double tick_s = 1;  ///< areas hand over once in so long
    std::uint64_t seed = 0;
    bool fed = false;                                  ///< load units come from elsewhere: its own source is silent
    bool totes = false;                                ///< they are totes
    std::vector<double> route_shares;                  ///< of the sorting area at which its parcels end; empty: there is none
    std::int64_t articles_behind = 0;                  ///< that somebody behind it can tell apart; 0: nobody reads there
    std::vector<primitives::TruckTimes> trucks_below;  ///< by door of the transport area beneath its chutes; empty: there is none
    operations::Operations* storage = nullptr;         ///< null: the site has none
    bool articles_of_storage = false;                  ///< what comes shows articles of the storage area
};

/// Faults that single fields cannot show: the field within the area's section, and what is wrong.
using AreaFault = std::function<void(const std::string& field, const std::string& message)>;

/// The areas of one type in a scenario, or that of a connection.
class AreaList {
  public:
    virtual ~AreaList() = default;
    [[nodiscard]] virtual std::unique_ptr<AreaList> copy() const = 0;
    [[nodiscard]] virtual std::size_t size() const = 0;
    [[nodiscard]] virtual const AreaConfig& operator[](std::size_t i) const = 0;
    virtual void* append() = 0;                             ///< a new one, as its table describes it
    [[nodiscard]] virtual void* fields(std::size_t i) = 0;  ///< as its table describes it
    virtual void clear() = 0;
};

/// `Fields`: the part of it that the table describes.
template <class Config, class Fields = Config>
class AreaListOf final : public AreaList {
  public:
    [[nodiscard]] std::unique_ptr<AreaList> copy() const override { return std::make_unique<AreaListOf>(*this); }
    [[nodiscard]] std::size_t size() const override { return all_.size(); }
    [[nodiscard]] const AreaConfig& operator[](std::size_t i) const override { return all_[i]; }
    void* append() override { return static_cast<Fields*>(&all_.emplace_back()); }
    [[nodiscard]] void* fields(std::size_t i) override { return static_cast<Fields*>(&all_[i]); }
    void clear() override { all_.clear(); }

  private:
    std::vector<Config> all_;
};

/// One type of area. Immutable; lives as long as the program.
class AreaType {
  public:
    /// Where the scenario has such areas.
    enum class Place : std::uint8_t {
        Section,    ///< a list of its own, named `section`
        Connection  ///< on a connection of two ports, named `section`, at most one of all types; ports are those of the
                    ///< connection
    };
    struct Traits {
        Place place = Place::Section;
        std::string section;                 ///< "put_walls"
        std::string doc;                     ///< of that section
        std::size_t stage = kHandlingStage;  ///< place in the flow of a site; of carriers kStages
        std::vector<PortType> ports = {};    ///< at most one gives
        const FigureSheet* sheet = nullptr;  ///< what it tells
        std::string done = {};               ///< "identified": afterwards units go to sorting or storage only; empty: anywhere
        std::optional<operations::OrderStage> logged = {};  ///< what it means for an order to leave it
    };

    explicit AreaType(Traits traits) : traits_(std::move(traits)) {}
    virtual ~AreaType() = default;
    AreaType(const AreaType&) = delete;
    AreaType& operator=(const AreaType&) = delete;

    [[nodiscard]] const Traits& traits() const { return traits_; }
    [[nodiscard]] const std::string& section() const { return traits_.section; }
    [[nodiscard]] std::size_t stage() const { return traits_.stage; }
    [[nodiscard]] bool on_connection() const { return traits_.place == Place::Connection; }
    [[nodiscard]] const PortType* outlet() const;  ///< null: nothing leaves it
    [[nodiscard]] bool sorts() const;              ///< into cages

    [[nodiscard]] virtual const config::Table& table() const = 0;
    [[nodiscard]] virtual std::unique_ptr<AreaList> no_areas() const = 0;
    [[nodiscard]] virtual std::unique_ptr<AreaModel> make(const AreaConfig& area, const Surroundings& around) const = 0;
    virtual void check(const AreaConfig& /*area*/, const AreaFault& /*fault*/) const {}
    /// For `dray check`: "8 workers, exception desk of 1: at most 1440 units handled/h".
    [[nodiscard]] virtual std::string describe(const AreaConfig& area) const = 0;
    /// What would give its groups more capacity. `linked`: its outlet is connected.
    virtual void relieve(const AreaConfig& /*area*/, bool /*fed*/, bool /*linked*/, Reliefs& /*reliefs*/) const {}
    /// Articles that it tells apart; 0: it does not look at them.
    [[nodiscard]] virtual std::int64_t articles(const AreaConfig& /*area*/) const { return 0; }
    /// What it says of waves and of parcels that come in waves, in its sections "waves" and "inlet"; null: nothing.
    struct Waves {
        const primitives::WaveConfig* waves = nullptr;
        const primitives::InletConfig* inlet = nullptr;
    };
    [[nodiscard]] virtual Waves waves(const AreaConfig& /*area*/) const { return {}; }
    /// Its chutes, and the field that counts them.
    [[nodiscard]] virtual std::pair<std::size_t, std::string> chutes(const AreaConfig& /*area*/) const { return {}; }

  private:
    Traits traits_;
};

/// All types in the order in which goods pass through them, those on connections last.
[[nodiscard]] std::span<const AreaType* const> area_types();
/// Adds one, before the first scenario is read. Tests define types of their own.
void register_area_type(const AreaType& type);
/// The figures of all types and of sort floors, in that order.
[[nodiscard]] std::vector<const FigureSheet*> figure_sheets();
/// That of a section; where several share it the first. Throws BugError.
[[nodiscard]] const FigureSheet& sheet_of(std::string_view section);

/// The lists of all types of one place.
class AreaLists {
  public:
    explicit AreaLists(AreaType::Place place);
    AreaLists(const AreaLists& other);
    AreaLists& operator=(const AreaLists& other);
    AreaLists(AreaLists&&) = default;
    AreaLists& operator=(AreaLists&&) = default;
    ~AreaLists() = default;

    /// Of a type of this place; throws BugError for others.
    [[nodiscard]] AreaList& of(const AreaType& type);
    [[nodiscard]] const AreaList& of(const AreaType& type) const;
    [[nodiscard]] AreaList& of(std::string_view section);  ///< the same by its name
    [[nodiscard]] bool empty() const;
    /// Calls `visit(type, number, area)` for all, by type and number.
    void each(const std::function<void(const AreaType&, std::size_t, const AreaConfig&)>& visit) const;

    /// The field of one type in the table of a struct that has lists; `lists` finds them in it.
    [[nodiscard]] static config::Field field(const AreaType& type, std::size_t most,
                                             const std::function<AreaLists*(void*)>& lists);

  private:
    std::vector<std::pair<const AreaType*, std::unique_ptr<AreaList>>> all_;
};

}  // namespace dray::engine
