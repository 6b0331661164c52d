#include "view/watch.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
#include "base/stopwatch.hpp"
#include "view/display.hpp"
#include "view/floor_painter.hpp"
#include "view/panels.hpp"
#include "view/window_input.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr unsigned kMostFramesPerSecond = 60;
constexpr double kFiguresEvery_s = 0.25;  // wall time between looks at the site's figures

class Window {
  public:
    Window(Tape& tape, LiveTape* live, const WatchOptions& options)
        : options_(options),
          session_(tape, live),
          window_(mode_of(options), "dray: " + tape.scene().scenario, sf::Style::Default),
          input_(session_, window_) {
        if (!window_.isOpen()) throw EnvironmentError("the display gives no window");
        // In the middle of the screen, also where no window manager sees to it.
        const sf::VideoMode desktop = sf::VideoMode::getDesktopMode();
        const auto margin = [](unsigned screen, unsigned window) {
            return screen > window ? static_cast<int>((screen - window) / 2) : 0;
        };
        window_.setPosition({margin(desktop.width, window_.getSize().x), margin(desktop.height, window_.getSize().y)});
        window_.setFramerateLimit(options.measure_s > 0 ? 0 : kMostFramesPerSecond);
        bridge_.emplace(options.scale);
        toolkit_.emplace();
        for (std::size_t i = 0; i < tape.scene().floors.size(); ++i)
            painters_.push_back(std::make_unique<FloorPainter>(*toolkit_, tape.scene(), i));
        session_.dark = options.dark;
        session_.scale = options.scale;
        session_.time.seek(options.from_step);
        session_.time.play(!options.paused);
        const Panes panes = panes_now();
        session_.resize(panes.floor);
    }

    WatchFigures run() {
        const Stopwatch watch;
        double last_s = 0;
        long frames = 0;
        const double from = session_.time.at();
        while (window_.isOpen()) {
            const double now_s = watch.elapsed_ms() / 1000, passed_s = now_s - last_s;
            last_s = now_s;
            frames_per_second_ += 0.05 * (1 / std::max(passed_s, 1e-4) - frames_per_second_);
            if (options_.measure_s > 0 && now_s > options_.measure_s) break;
            frame(std::min(passed_s, 0.5));
            ++frames;
        }
        return {static_cast<double>(frames) / last_s, (session_.time.at() - from) / session_.scene().steps_per_second};
    }

  private:
    // Larger where all words are, as far as the screen goes.
    static sf::VideoMode mode_of(const WatchOptions& options) {
        const sf::VideoMode desktop = sf::VideoMode::getDesktopMode();
        const auto side = [&](unsigned pixels, unsigned most) {
            const auto wanted = static_cast<unsigned>(std::lround(pixels * std::max(options.scale, 1.0)));
            return std::max(pixels, std::min(wanted, most));
        };
        return {side(options.width, desktop.width), side(options.height, desktop.height)};
    }

    [[nodiscard]] Panes panes_now() const { return panes_of(window_.getSize().x, window_.getSize().y, options_.scale); }

    void frame(double passed_s) {
        Panes panes = panes_now();
        for (sf::Event event{}; window_.pollEvent(event);) {
            if (event.type == sf::Event::Resized) {
                window_.setView(sf::View({0, 0, static_cast<float>(event.size.width), static_cast<float>(event.size.height)}));
                panes = panes_now();
                session_.resize(panes.floor);
            }
            bridge_->process(event);
            input_.process(event, panes.floor, bridge_->wants_pointer_in(panes.floor), bridge_->wants_keys());
        }
        session_.advance(passed_s);
        const Moment moment = moment_now();
        session_.camera().set_box(panes.floor);
        input_.carry_out(painters_.empty() ? nullptr : painters_[session_.floor].get(), moment, options_.scale);
        follow(moment);
        note_figures(passed_s);
        draw(moment, panes, passed_s);
    }

    // Where the recording is damaged, the last moment that could be shown stays.
    [[nodiscard]] Moment moment_now() {
        try {
            Moment moment(session_.tape, session_.floor, session_.time.at());
            sound_step_ = session_.time.at();
            return moment;
        } catch (const EnvironmentError& error) {
            session_.tell(error.what());
            session_.time.play(false);
            session_.time.seek(sound_step_);
            return Moment(session_.tape, session_.floor, sound_step_);
        }
    }

    void follow(const Moment& moment) {
        if (!session_.follows || session_.shows_board()) return;
        const auto place = session_.place_of_selection(moment);
        if (!place) return;
        // Near enough that the neighbours can be told apart; nearer views are kept.
        Camera& camera = session_.camera();
        camera.set_scale(std::max(camera.scale(), 22 * options_.scale / session_.floor_scene().floor->cell_m()));
        camera.look_at(place->first, place->second);
        session_.note_camera_moved();
    }

    void note_figures(double passed_s) {
        since_figures_s_ += passed_s;
        if (since_figures_s_ < kFiguresEvery_s && !figures_.empty()) return;
        since_figures_s_ = 0;
        try {
            figures_ = headline(session_.tape, session_.time.at());
        } catch (const EnvironmentError& error) {
            session_.tell(error.what());
        }
        rates_.note(session_.tape);
    }

    void draw(const Moment& moment, const Panes& panes, double passed_s) {
        const Palette& palette = session_.dark ? dark_palette() : light_palette();
        Emphasis emphasis;
        emphasis.kind = session_.overlay;
        const Board* board = nullptr;
        try {
            emphasis.overlay = session_.overlay_now();
            emphasis.ranking = session_.ranking_now();
            board = session_.board_now();
        } catch (const EnvironmentError& error) {
            session_.tell(error.what());
            session_.overlay = OverlayKind::None;
        }
        emphasis.labels = session_.labels;
        emphasis.followed = session_.robot_of_selection(moment.frame());
        if (!emphasis.followed) emphasis.marked_m = session_.place_of_selection(moment);
        const bool place = session_.selection.kind == Selection::Kind::Zone || session_.selection.kind == Selection::Kind::Door;
        if (place && engine::exists(*session_.floor_scene().floor, session_.marked)) emphasis.marked = session_.marked;
        window_.clear(palette.outside);
        window_.resetGLStates();
        if (!session_.shows_board()) {
            FloorPainter& painter = *painters_[session_.floor];
            painter.draw(window_, session_.camera(), moment, palette, options_.scale, emphasis);
            painter.draw_map(window_, session_.camera(), moment, palette, options_.scale);
        } else if (board != nullptr) {
            Canvas canvas(*toolkit_, options_.scale);
            const bool member = session_.selection.kind == Selection::Kind::Resource;
            draw_board(canvas, panes.floor, palette, session_.scene(), *board,
                       member ? std::optional(session_.selection.number) : std::nullopt);
            canvas.draw(window_);
        }
        bridge_->set_style(palette);
        bridge_->begin_frame(window_, passed_s);
        const PanelContext context{.session = session_,
                                   .moment = moment,
                                   .palette = palette,
                                   .fonts = bridge_->fonts(),
                                   .figures = figures_,
                                   .rates = rates_,
                                   .overlay = emphasis.overlay,
                                   .ranking = emphasis.ranking,
                                   .board = board,
                                   .scale = options_.scale,
                                   .frames_per_second = frames_per_second_,
                                   .focus_search = input_.focus_search};
        top_panel(context, panes.top);
        side_panel(context, panes.side);
        time_panel(context, panes.bottom);
        if (session_.help) help_panel(context, {0, 0, panes.top.width, panes.bottom.bottom()});
        // The panels count on a plain texture matrix.
        window_.resetGLStates();
        bridge_->draw();
        input_.export_picture();
        window_.display();
    }

    WatchOptions options_;
    Session session_;
    sf::RenderWindow window_;
    WindowInput input_;
    std::optional<ImguiBridge> bridge_;
    std::optional<Toolkit> toolkit_;
    std::vector<std::unique_ptr<FloorPainter>> painters_;
    std::vector<Figure> figures_;
    Rates rates_;
    double sound_step_ = 0;
    double since_figures_s_ = 0;
    double frames_per_second_ = 0;
};

}  // namespace

WatchFigures watch(Tape& tape, LiveTape* live, const WatchOptions& options) {
    need_display();
    return Window(tape, live, options).run();
}

}  // namespace dray::view
