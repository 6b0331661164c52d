// What a person names or has chosen, and where that is.
#include <algorithm>
#include <charconv>

#include "view/session.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

// "robot 12" for the word "robot", and plain "12" where `bare`; nothing for other words.
std::optional<std::size_t> number_after(std::string_view words, std::string_view word, bool bare) {
    if (words.starts_with(word)) {
        words.remove_prefix(word.size());
        while (words.starts_with(' ') || words.starts_with('-'))
            words.remove_prefix(1);
    } else if (!bare) {
        return {};
    }
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), number);
    if (fault != std::errc() || end != words.data() + words.size()) return {};
    return number;
}

}  // namespace

// Bare names and "order NAME"; "sku NAME" and "article NAME" as well.
bool Session::find_order(std::string_view name) {
    const auto behind = [&](std::string_view word) {
        return name.starts_with(word) ? name.substr(word.size()) : std::string_view();
    };
    const auto& articles = scene().articles;
    for (const std::string_view wanted : {name, behind("sku "), behind("article ")}) {
        const auto article = std::ranges::find(articles, wanted);
        if (wanted.empty() || article == articles.end()) continue;
        orders.note();
        select({Selection::Kind::Article, static_cast<std::size_t>(article - articles.begin())});
        return true;
    }
    for (const std::string_view wanted : {name, behind("order ")}) {
        const auto order = wanted.empty() ? std::nullopt : orders.find(wanted);
        if (!order) continue;
        choose_floor(0);
        select({Selection::Kind::Order, *order});
        life_ = orders.life(*order);
        return true;
    }
    return false;
}

OrderLife Session::life_of_selection() {
    if (selection.kind != Selection::Kind::Order) return {};
    if (!life_) life_ = orders.life(selection.number);
    return *life_;
}

void Session::select_door(std::size_t door) {
    select({Selection::Kind::Door, door});
    marked = place_of_door(*floor_scene().floor, door);
}

// Stations by their names; chutes and doors of the floor that is shown, then of the others.
bool Session::find_on_floor(std::string_view words) {
    for (std::size_t f = 0; f < scene().floors.size(); ++f) {
        const auto lanes = scene().floors[f].floor->lanes();
        const auto lane = std::find_if(lanes.begin(), lanes.end(), [&](const floor::Lane& l) { return l.name == words; });
        if (lane == lanes.end()) continue;
        choose_floor(f);
        select({Selection::Kind::Station, static_cast<std::size_t>(lane - lanes.begin())});
        return true;
    }
    const auto chute = number_after(words, "chute", false), door = number_after(words, "door", false);
    const std::size_t count = scene().floors.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t f = (floor + i) % count;
        const bool has_chute = chute && *chute > 0 && *chute <= scene().floors[f].floor->chutes().size();
        if (!has_chute && !(door && *door > 0 && *door <= scene().floors[f].doors)) continue;
        choose_floor(f);
        has_chute ? select({Selection::Kind::Chute, *chute - 1}) : select_door(*door - 1);
        return true;
    }
    return false;
}

// People and machines of areas without a floor.
bool Session::find_resource(std::string_view name) {
    const auto& all = scene().resources;
    const auto found = std::ranges::find(all, name, &engine::Scene::Resource::name);
    if (found == all.end() || found->floor >= 0) return false;
    choose_board();
    select({Selection::Kind::Resource, static_cast<std::size_t>(found - all.begin())});
    return true;
}

bool Session::find(const std::string& words, const Moment& moment) {
    if (find_on_floor(words)) return true;
    if (const auto robot = number_after(words, "robot", true); robot && *robot < floor_scene().robots()) {
        board_ = false;
        select({Selection::Kind::Robot, *robot});
        return true;
    }
    for (const char* word : {"pod", "cage"}) {
        const auto load = number_after(words, word, false);
        if (!load) continue;
        const Selection before = selection;
        select({Selection::Kind::Load, *load});
        if (place_of_selection(moment)) {
            board_ = false;
            return true;
        }
        selection = before;
    }
    return find_order(words) || find_resource(words);
}

// The pod that is selected, or that brings something for the selected order. Parcels and cages on robots have no number.
std::optional<std::size_t> Session::load_of_selection() const {
    if (floor_scene().doors > 0 || !floor_scene().floor->chutes().empty()) return {};
    if (selection.kind == Selection::Kind::Load) return selection.number;
    if (selection.kind != Selection::Kind::Order || !life_) return {};
    const std::int32_t pod = life_->pod_at(time.at());
    return pod < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(pod));
}

std::optional<std::size_t> Session::robot_of_selection(const engine::FloorFrame& frame) const {
    if (selection.kind == Selection::Kind::Robot && selection.number < frame.robots.size()) return selection.number;
    const auto load = load_of_selection();
    if (!load) return {};
    for (std::size_t i = 0; i < frame.robots.size(); ++i)
        if (frame.robots[i].load == static_cast<std::int32_t>(*load)) return i;
    return {};
}

std::optional<std::pair<double, double>> Session::place_of_selection(const Moment& moment) const {
    const floor::Floor& shown = *floor_scene().floor;
    if (const auto robot = robot_of_selection(moment.frame())) {
        const Pose pose = moment.pose(*robot);
        return std::pair{pose.x_m, pose.y_m};
    }
    if (selection.kind == Selection::Kind::Station && selection.number < shown.lanes().size()) {
        const CellId cell = shown.lanes()[selection.number].service;
        return std::pair{shown.x_m(cell), shown.y_m(cell)};
    }
    if (selection.kind == Selection::Kind::Chute && selection.number < shown.chutes().size()) {
        const CellId cell = shown.chutes()[selection.number];
        return std::pair{shown.x_m(cell), shown.y_m(cell)};
    }
    const auto load = selection.kind == Selection::Kind::Load ? std::optional(selection.number) : load_of_selection();
    if (!load) return {};
    const auto& slots = moment.frame().slots;
    for (std::size_t s = 0; s < slots.size(); ++s) {
        if (slots[s].load != static_cast<std::int32_t>(*load)) continue;
        const CellId cell = shown.slot(SlotId(s)).cell;
        return std::pair{shown.x_m(cell), shown.y_m(cell)};
    }
    return {};
}

}  // namespace dray::view
