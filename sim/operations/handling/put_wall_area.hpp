// A put wall with the way to it: items picked in batches gather in totes, one for each place where they are picked, ride to the
// wall and wait there. Used alone it opens orders of its own and lets their lines come from several places.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "primitives/handling/put_wall.hpp"
#include "primitives/parcel.hpp"

namespace dray::operations {

struct PutWallAreaConfig {
    primitives::PutWallConfig wall;
    std::int64_t tote_units = 20;  ///< a tote leaves its station with so many
    double tote_wait_s = 60;       ///< or after so long
    double travel_s = 60;          ///< from the station to the wall
    // Alone: orders that come by themselves.
    double orders_per_h = 600;
    std::vector<double> lines_per_order = {0.4, 0.3, 0.2, 0.1};
    std::vector<double> units_per_line = {0.8, 0.2};
    std::int64_t zones = 4;  ///< where lines are picked
    double pick_s = 300;     ///< mean time from opening until a line is picked, exponential
    std::int64_t routes = 12;
};

/// Deterministic; not for several threads at once.
class PutWallArea {
  public:
    /// `fed`: orders and items come from elsewhere, picked at so many `places`. `shares`: weights of the routes of its own
    /// orders; `articles`: what they may show, 0: nothing.
    PutWallArea(const PutWallAreaConfig& config, bool fed, std::size_t places, std::span<const double> shares,
                std::int64_t articles, const Clock& clock, std::uint64_t seed);

    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    [[nodiscard]] std::size_t free_cells() const { return wall_.free_cells(); }
    void open(primitives::WallOrder order, Step now) { wall_.open(order, now); }  ///< needs a free cell
    /// An item of an open order is picked at one of the places.
    void put(primitives::WallItem item, std::size_t place, Step now);
    [[nodiscard]] bool ready() const { return wall_.ready(); }
    /// The order that was packed first leaves as one parcel; one of its own has its route and article.
    primitives::Parcel take(Step now);

    [[nodiscard]] const primitives::PutWall& wall() const { return wall_; }
    [[nodiscard]] std::size_t before() const { return before_.size(); }     ///< own orders that no cell is free for
    [[nodiscard]] std::int64_t units_to_come() const { return underway_; }  ///< in totes that fill, ride or find the queue full
    [[nodiscard]] std::size_t totes_outside() const { return arrived_.size(); }  ///< at the wall, with the queue full
    void check() const;                                                          ///< nothing is lost; throws BugError
    void add_to(StateHash& hash) const;

  private:
    struct Own {
        std::vector<std::int32_t> lines;  ///< units
        primitives::Parcel parcel;
    };
    struct Pick {
        Step at = 0;
        std::uint64_t number = 0;  ///< in the order of opening: no ties
        primitives::WallItem item;
        std::size_t place = 0;
        friend bool operator>(const Pick& a, const Pick& b) { return a.at != b.at ? a.at > b.at : a.number > b.number; }
    };
    struct Forming {
        primitives::WallTote items;
        std::int64_t units = 0;
        Step leaves = 0;  ///< at the latest
    };
    struct Riding {
        Step arrives = 0;
        primitives::WallTote items;
    };

    [[nodiscard]] Step next_event() const;
    void come();
    void open_own(Step now);
    void send(Forming& tote, Step now);
    void feed(Step now);

    PutWallAreaConfig config_;
    Clock clock_;
    std::uint64_t seed_;
    std::vector<double> shares_;
    std::int64_t articles_;
    primitives::PutWall wall_;
    double next_arrival_s_ = 0;
    std::uint64_t orders_come_ = 0, picks_planned_ = 0;
    std::deque<Own> before_;
    std::vector<std::pair<OrderId, primitives::Parcel>> own_open_;  // ascending by order
    std::priority_queue<Pick, std::vector<Pick>, std::greater<>> picks_;
    std::vector<Forming> forming_;  // by place
    std::deque<Riding> riding_;
    std::deque<primitives::WallTote> arrived_;
    std::int64_t underway_ = 0;
    Step now_ = 0;
};

}  // namespace dray::operations
