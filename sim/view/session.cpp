#include "view/session.hpp"

#include <algorithm>
#include <cmath>

#include "base/stopwatch.hpp"
#include "view/fit.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr double kOverlayEvery_s = 10;  // simulated time after which an overlay is made anew
constexpr double kRankingEvery_s = 5;   // likewise for the ranking of bottlenecks and the table of the site
constexpr double kOverlayWork_ms = 4;   // a frame

// A cell of wall. Its ticks are seconds.
engine::FloorScene no_floor(int steps_per_second) {
    floor::FloorPlan plan;
    plan.width = plan.height = 1;
    plan.kind = {floor::CellKind::Wall};
    plan.exits = {0};
    engine::FloorScene scene;
    scene.floor = std::make_shared<const floor::Floor>(std::move(plan));
    scene.steps_per_tick = steps_per_second;
    return scene;
}

}  // namespace

Session::Session(Tape& the_tape, LiveTape* the_live)
    : tape(the_tape),
      live(the_live),
      time(the_tape.scene().steps_per_second, the_tape.start(),
           the_live != nullptr ? the_tape.scene().last_step : the_tape.head()),
      cameras(std::max<std::size_t>(1, the_tape.scene().floors.size())),
      orders(the_tape),
      nowhere_(no_floor(the_tape.scene().steps_per_second)),
      fitted_(cameras.size(), 1) {}

void Session::tell(std::string words) {
    constexpr double kMessage_s = 6;
    message = std::move(words);
    message_left_s_ = kMessage_s;
}

void Session::advance(double wall_s) {
    message_left_s_ -= wall_s;
    if (message_left_s_ < 0) message.clear();
    time.advance(wall_s, tape.head());
    if (live != nullptr) live->run_to(time.wanted_head());
    // The chunk that grows is looked at again when it is closed.
    const std::size_t closed = live != nullptr ? tape.chunks() - 1 : tape.chunks();
    for (; chunks_noted_ < closed; ++chunks_noted_) {
        const engine::ChunkSummary summary = tape.summary(chunks_noted_);
        events.insert(events.end(), summary.events.begin(), summary.events.end());
        for (const engine::Deed& deed : summary.deeds)
            recorded_deeds_.push_back(engine::intervention_of(deed));
        const std::int32_t group = summary.bottleneck;
        if (group >= 0 && (shifts.empty() || shifts.back().group != group))
            shifts.push_back({static_cast<double>(shifts.empty() ? summary.first : summary.last), group});
    }
    if (selection.kind != Selection::Kind::Order)
        life_.reset();
    else if (!life_ || tape.grows())
        life_ = orders.life(selection.number);
}

bool Session::at_head() const {
    constexpr int kNear_s = 2;
    return time.wanted_head() + kNear_s * scene().steps_per_second > tape.head();
}

void Session::choose_floor(std::size_t number) {
    if (number == floor && !shows_board()) return;
    board_ = false;
    floor = number;
    selection = {};
}

void Session::next_tab() {
    const std::size_t next = shows_board() ? 0 : floor + 1;
    next < scene().floors.size() ? choose_floor(next) : choose_board();
}

void Session::fit(std::size_t number, const Box& box) {
    if (number >= scene().floors.size()) return;
    fit_floor(cameras[number], box, scene().floors[number], scale);
    fitted_[number] = 1;
    if (number == floor) follows = false;
}

void Session::resize(const Box& box) {
    const bool followed = follows;
    for (std::size_t i = 0; i < cameras.size(); ++i)
        if (fitted_[i] != 0) fit(i, box);
    follows = followed;
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

void Session::add_bookmark() {
    bookmarks.push_back({time.at()});
    std::ranges::stable_sort(bookmarks, {}, &Bookmark::step);
    tell("bookmark at " + clock_text(time.at() / scene().steps_per_second));
}

bool Session::seek_bookmark() {
    if (bookmarks.empty()) return false;
    const auto next = std::ranges::find_if(bookmarks, [this](const Bookmark& mark) { return mark.step > time.at() + 1; });
    time.seek(next == bookmarks.end() ? bookmarks.front().step : next->step);
    return true;
}

const Ranking* Session::ranking_now() {
    if (overlay != OverlayKind::Bottlenecks || shows_board()) {
        ranking_.reset();
        return nullptr;
    }
    if (!ranking_ || std::abs(time.at() - ranked_at_) > kRankingEvery_s * scene().steps_per_second) {
        ranking_ = make_ranking(tape, time.at());
        ranked_at_ = time.at();
    }
    return &*ranking_;
}

const Board* Session::board_now() {
    if (!shows_board()) {
        table_.reset();
        return nullptr;
    }
    if (!table_ || std::abs(time.at() - table_at_) > kRankingEvery_s * scene().steps_per_second) {
        table_ = make_board(tape, time.at());
        table_at_ = time.at();
    }
    note_loads(*table_, tape, time.at());
    return &*table_;
}

const Overlay* Session::overlay_now() {
    if (!sums_cells(overlay) || shows_board()) {
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
