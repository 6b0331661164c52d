#include "view/session.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/stopwatch.hpp"
#include "view/fit.hpp"

namespace dray::view {

namespace {

constexpr double kOverlayEvery_s = 10;  // simulated time after which an overlay is made anew
constexpr double kOverlayWork_ms = 4;   // a frame

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

Session::Session(Tape& the_tape, LiveTape* the_live)
    : tape(the_tape),
      live(the_live),
      time(the_tape.scene().steps_per_second, the_tape.start(),
           the_live != nullptr ? the_tape.scene().last_step : the_tape.head()),
      cameras(the_tape.scene().floors.size()) {}

void Session::advance(double wall_s) {
    time.advance(wall_s, tape.head());
    if (live != nullptr) live->run_to(time.wanted_head());
    // The chunk that grows is looked at again when it is closed.
    const std::size_t closed = live != nullptr ? tape.chunks() - 1 : tape.chunks();
    for (; chunks_noted_ < closed; ++chunks_noted_) {
        const std::vector<engine::Event> more = tape.summary(chunks_noted_).events;
        events.insert(events.end(), more.begin(), more.end());
    }
}

void Session::choose_floor(std::size_t number) {
    if (number == floor) return;
    floor = number;
    selection = {};
}

void Session::fit(std::size_t number, const Box& box) {
    fit_floor(cameras[number], box, scene().floors[number], scale);
    if (number == floor) follows = false;
}

bool Session::find(const std::string& words, const Moment& moment) {
    for (std::size_t f = 0; f < scene().floors.size(); ++f) {
        const auto lanes = scene().floors[f].floor->lanes();
        const auto lane = std::find_if(lanes.begin(), lanes.end(), [&](const floor::Lane& l) { return l.name == words; });
        if (lane == lanes.end()) continue;
        choose_floor(f);
        select({Selection::Kind::Station, static_cast<std::size_t>(lane - lanes.begin())});
        return true;
    }
    if (const auto robot = number_after(words, "robot", true); robot && *robot < floor_scene().robots()) {
        select({Selection::Kind::Robot, *robot});
        return true;
    }
    for (const char* word : {"pod", "cage"}) {
        const auto load = number_after(words, word, false);
        if (!load) continue;
        const Selection before = selection;
        select({Selection::Kind::Load, *load});
        if (place_of_selection(moment)) return true;
        selection = before;
    }
    return false;
}

std::optional<std::size_t> Session::robot_of_selection(const engine::FloorFrame& frame) const {
    if (selection.kind == Selection::Kind::Robot && selection.number < frame.robots.size()) return selection.number;
    // Parcels and cages on robots have no number.
    if (selection.kind != Selection::Kind::Load || floor_scene().doors > 0 || !floor_scene().floor->chutes().empty()) return {};
    for (std::size_t i = 0; i < frame.robots.size(); ++i)
        if (frame.robots[i].load == static_cast<std::int32_t>(selection.number)) return i;
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
    if (selection.kind != Selection::Kind::Load) return {};
    const auto& slots = moment.frame().slots;
    for (std::size_t s = 0; s < slots.size(); ++s) {
        if (slots[s].load != static_cast<std::int32_t>(selection.number)) continue;
        const CellId cell = shown.slot(SlotId(s)).cell;
        return std::pair{shown.x_m(cell), shown.y_m(cell)};
    }
    return {};
}

bool Session::seek_event(bool forward) {
    const double now = time.at();
    const engine::Event* best = nullptr;
    // What it brought about is seen a tick later.
    const auto shown = [this](const engine::Event& event) {
        return static_cast<double>(event.step + scene().floors[static_cast<std::size_t>(event.floor)].steps_per_tick);
    };
    for (const engine::Event& event : events) {
        if (forward && shown(event) > now + 1) {
            best = &event;
            break;
        }
        if (!forward && shown(event) < now - 1) best = &event;
    }
    if (best == nullptr) return false;
    time.seek(shown(*best));
    choose_floor(static_cast<std::size_t>(best->floor));
    if (best->robot >= 0) select({Selection::Kind::Robot, static_cast<std::size_t>(best->robot)});
    return true;
}

const Overlay* Session::overlay_now() {
    if (!sums_cells(overlay)) {
        maker_.reset();
        made_.reset();
        return nullptr;
    }
    const bool other = !made_ || made_->kind != overlay || made_floor_ != floor;
    const bool old = std::abs(time.at() - made_at_) > kOverlayEvery_s * scene().steps_per_second;
    if (!maker_ ? other || old : maker_->kind() != overlay || maker_->floor() != floor)
        maker_ = std::make_unique<OverlayMaker>(tape, floor, time.at(), overlay);
    if (maker_) {
        const Stopwatch watch;
        bool done = false;
        while (!(done = maker_->done()) && watch.elapsed_ms() < kOverlayWork_ms)
            maker_->advance();
        if (done) {
            made_ = maker_->take();
            made_at_ = maker_->step();
            made_floor_ = maker_->floor();
            maker_.reset();
        }
    }
    return made_ && made_->kind == overlay && made_floor_ == floor ? &*made_ : nullptr;
}

}  // namespace dray::view
