// Recordings: what is written is read back, whatever has happened to the file.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/error.hpp"
#include "engine/recording/blocks.hpp"
#include "engine/recording/bytes.hpp"
#include "engine/recording/recorder.hpp"
#include "engine/recording/recording.hpp"
#include "property.hpp"
#include "small_site.hpp"

namespace {

using namespace dray;

std::filesystem::path scratch_file(const char* name) {
    return std::filesystem::temp_directory_path() / fmt::format("dray-{}-{}", ::getpid(), name);
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A minute of the small site with a breakdown in it.
engine::LoadedScenario broken_site() {
    return test::small_site(
        {"duration_s=60", "warm_up_s=10", "faults.scheduled=[{kind: breakdown, robot: 2, at_s: 25, duration_s: 10}]"});
}

/// Records a minute; returns the state hash.
std::uint64_t record(const std::filesystem::path& path) {
    engine::Simulation run(broken_site(), 1, {});
    engine::Recorder recorder(run, "name: small\n", path);
    while (!run.done()) {
        run.tick();
        recorder.tick();
    }
    recorder.finish();
    CHECK(recorder.bytes() == std::filesystem::file_size(path));
    return run.state_hash();
}

/// The bytes of that recording, made once.
const std::string& recorded() {
    static const std::string bytes = [] {
        const auto path = scratch_file("recorded");
        record(path);
        std::string all = bytes_of(path);
        std::filesystem::remove(path);
        return all;
    }();
    return bytes;
}

/// Plays all that can be played of a damaged file. Anything but an EnvironmentError is a failure of the test.
struct Played {
    std::size_t chunks = 0;
    std::string words;  ///< of the notice or the error
};
Played play(const std::string& bytes) {
    const auto path = scratch_file("played");
    write(path, bytes);
    Played played;
    try {
        const engine::Recording recording(path);
        played.words = recording.notice();
        for (std::size_t i = 0; i < recording.summaries().size(); ++i, ++played.chunks)
            (void)recording.load(i);
    } catch (const EnvironmentError& error) {
        played.words = error.what();
    }
    std::filesystem::remove(path);
    return played;
}

/// Offsets at which blocks begin, from the start of the file to its footer.
std::vector<std::size_t> block_starts(const std::string& bytes) {
    std::vector<std::size_t> starts = {engine::kTapeStart_bytes};
    while (const auto header = engine::block_header(std::string_view(bytes).substr(starts.back())))
        starts.push_back(starts.back() + engine::kBlockHeader_bytes + header->stored);
    return starts;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a run gives the same hash with and without a recorder") {
        engine::Simulation run(broken_site(), 1, {});
        while (!run.done())
            run.tick();
        const auto path = scratch_file("hash");
        CHECK(record(path) == run.state_hash());
        std::filesystem::remove(path);
    }

    TEST_CASE("a recording plays alone what the run looked like, floor, frames and events") {
        const auto path = scratch_file("round-trip");
        write(path, recorded());
        const engine::Recording recording(path);
        std::filesystem::remove(path);
        CHECK(recording.notice() == "");
        CHECK(recording.scenario_text() == "name: small\n");
        REQUIRE(recording.summaries().size() == 6);

        engine::Simulation run(broken_site(), 1, {});
        const floor::Floor& there = *recording.scene().floors.at(0).floor;
        REQUIRE(there.cell_count() == run.floor().cell_count());
        for (std::size_t i = 0; i < there.cell_count(); ++i) {
            CHECK(there.kind(CellId(i)) == run.floor().kind(CellId(i)));
            for (const floor::Heading h : floor::kHeadings)
                CHECK(there.next(CellId(i), h) == run.floor().next(CellId(i), h));
        }
        CHECK(recording.scene().floors[0].robots() == 6);
        CHECK(there.lanes()[2].name == run.floor().lanes()[2].name);

        engine::FloorFrame now;
        std::size_t frames = 0, events = 0;
        for (std::size_t c = 0; c < 6; ++c) {
            const engine::Chunk chunk = recording.load(c);
            events += chunk.summary.events.size();
            CHECK(chunk.site.back() == chunk.summary.end);
            for (const auto& frame : chunk.tracks.at(0).frames) {
                while (run.time_s() < recording.scene().seconds(frame->step))
                    run.tick();
                run.capture(0, now);
                CHECK(now == *frame);
                ++frames;
            }
            CHECK(run.capture_site() == chunk.summary.end);
        }
        CHECK(run.done());
        CHECK(frames > 70);
        CHECK(events == 2);
        CHECK(recording.summaries()[2].events.at(0).kind == engine::EventKind::Breakdown);
        CHECK(recording.summaries()[2].events.at(0).robot == 2);
    }

    TEST_CASE("lost ticks at the start of a chunk are those that its robots have waited for so far") {
        const auto path = scratch_file("losses");
        write(path, recorded());
        const engine::Recording recording(path);
        std::filesystem::remove(path);
        std::vector<std::int32_t> waited(6, 0);
        for (std::size_t c = 0; c < recording.summaries().size(); ++c) {
            const engine::Track track = recording.load(c).tracks[0];
            for (std::size_t f = c == 0 ? 0 : 1; f < track.frames.size(); ++f)
                for (std::size_t r = 0; r < 6; ++r)
                    waited[r] += track.frames[f]->robots[r].activity == engine::Activity::Waiting ? 1 : 0;
            if (c + 1 == recording.summaries().size()) break;
            const engine::Track next = recording.load(c + 1).tracks[0];
            for (std::size_t r = 0; r < 6; ++r) {
                std::int32_t told = 0;
                for (const std::int32_t ticks : next.losses[r].ticks)
                    told += ticks;
                CHECK(told == waited[r]);
            }
        }
    }

    TEST_CASE("ticks lost to each root are those of all robots that wait for it, and the orders' lives are told to their end") {
        const auto path = scratch_file("roots");
        engine::Simulation run(test::small_site({"duration_s=90", "warm_up_s=0", "demand.orders_per_h=1200"}), 1, {});
        engine::Recorder recorder(run, "", path);
        while (!run.done()) {
            run.tick();
            recorder.tick();
        }
        recorder.finish();
        const engine::Recording recording(path);
        std::filesystem::remove(path);
        std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> waited;
        std::map<std::int32_t, std::vector<operations::OrderStage>> lives;
        std::int32_t completed = 0, names = 0;
        for (std::size_t c = 0; c < recording.summaries().size(); ++c) {
            const engine::Chunk chunk = recording.load(c);
            CHECK(chunk.orders == recording.load_orders(c));
            names += static_cast<std::int32_t>(chunk.orders.names.size());
            for (const operations::OrderEvent& event : chunk.orders.events) {
                lives[event.order].push_back(event.stage);
                completed += event.stage == operations::OrderStage::Completed ? 1 : 0;
            }
            const auto& frames = chunk.tracks[0].frames;
            for (std::size_t f = 0; f < frames.size(); ++f) {
                if (f == 1 || (f == 0 && c == 0)) {
                    std::int32_t told = 0, counted = 0;
                    for (const engine::RootFrame& root : chunk.tracks[0].roots) {
                        if (c > 0) CHECK(waited[{root.cause, root.number}] == root.ticks);
                        told += root.ticks;
                    }
                    for (const auto& [root, ticks] : waited)
                        counted += ticks;
                    if (c > 0) CHECK(told == counted);
                }
                for (const engine::RobotFrame& robot : frames[f]->robots)
                    if (robot.activity == engine::Activity::Waiting && (f > 0 || c == 0))
                        ++waited[{robot.cause, robot.cause_number}];
            }
        }
        CHECK(completed == recording.summaries().back().end.orders_completed);
        CHECK(names == recording.summaries().back().end.orders_released);
        bool fetched = false;
        for (const auto& [order, life] : lives) {
            using enum operations::OrderStage;
            fetched = fetched || std::ranges::find(life, Lifted) != life.end();
            CHECK(life[0] == Released);
            CHECK(life[1] == Line);
            if (life.back() == Completed) CHECK(life[life.size() - 2] == Picked);
        }
        CHECK(fetched);
    }

    TEST_CASE("what may limit the site and what people did is recorded") {
        engine::Simulation run(broken_site(), 1, {});
        run.intervene({.step = 300, .kind = engine::Intervention::Kind::CloseStation, .station = LaneId(2)});
        const auto path = scratch_file("limits");
        engine::Recorder recorder(run, "", path);
        while (!run.done()) {
            run.tick();
            recorder.tick();
        }
        recorder.finish();
        const engine::Recording recording(path);
        std::filesystem::remove(path);
        const engine::Scene& scene = recording.scene();
        CHECK(scene.articles.size() == 40);
        const auto pick = std::ranges::find(scene.resources, "pick-2", &engine::Scene::Resource::name);
        REQUIRE(pick != scene.resources.end());
        CHECK(scene.groups[static_cast<std::size_t>(pick->group)].name == "pick stations");
        CHECK(pick->floor == 0);
        CHECK(pick->cell == static_cast<std::int32_t>(scene.floors[0].floor->lanes()[2].service.value));
        const engine::Chunk last = recording.load(recording.summaries().size() - 1);
        std::int32_t shares = 0;
        for (const engine::GroupFrame& group : last.summary.groups)
            shares += group.share_pm;
        CHECK(shares == doctest::Approx(1000).epsilon(0.01));
        CHECK(last.summary.bottleneck >= 0);
        // Closed for good at 15 s, the station is down for the rest of the minute.
        CHECK(last.resources[static_cast<std::size_t>(pick - scene.resources.begin())].active_s >= 44);
        std::vector<engine::Deed> deeds;
        for (const engine::ChunkSummary& summary : recording.summaries())
            deeds.insert(deeds.end(), summary.deeds.begin(), summary.deeds.end());
        REQUIRE(deeds.size() == 1);
        CHECK(engine::intervention_of(deeds[0]) == run.deeds()[0]);
    }

    TEST_CASE("a recording cut off anywhere plays up to its last whole chunk and says so") {
        const std::vector<std::size_t> starts = block_starts(recorded());
        REQUIRE(starts.size() == 21);  // head, six chunks of three blocks, index, footer
        std::vector<std::size_t> sizes = {0, 1, 8, 11, recorded().size() - 1, recorded().size() - engine::kFooter_bytes};
        for (const std::size_t start : starts)
            for (const std::size_t size : {start - 1, start, start + 1, start + engine::kBlockHeader_bytes, start + 40})
                if (size < recorded().size()) sizes.push_back(size);
        for (const std::size_t size : sizes) {
            CAPTURE(size);
            std::size_t whole = 0;
            for (std::size_t chunk = 0; chunk < 6; ++chunk)
                whole += starts[3 * chunk + 4] <= size ? 1 : 0;
            const Played played = play(recorded().substr(0, size));
            CHECK(played.chunks == whole);
            CHECK(played.words != "");
            // Chunks are 13 ticks of 0.8 s long; the last one ends with the run.
            const auto seconds = static_cast<int>(std::min(60.0, 10.4 * static_cast<double>(whole)));
            if (whole > 0)
                CHECK(played.words.ends_with(fmt::format("it plays from 0:00:00 to 0:0{}:{:02}", seconds / 60, seconds % 60)));
        }
    }

    TEST_CASE("what is no recording is refused with a reason") {
        CHECK(play("").words.find("is not a recording of dray") != std::string::npos);
        CHECK(play("name: site\nduration_s: 3600\n").words.find("is not a recording of dray") != std::string::npos);
        std::string newer = recorded();
        newer[engine::kTapeMagic.size()] = 9;
        CHECK(play(newer).words.find("schema 9; this program reads schema 5") != std::string::npos);
        CHECK_THROWS_WITH_AS(engine::Recording("/nowhere/recording.dray"),
                             "/nowhere/recording.dray: cannot be read: No such file or directory", EnvironmentError);
        CHECK_THROWS_AS(engine::Recording(std::filesystem::temp_directory_path()), EnvironmentError);
    }

    TEST_CASE("a recording that has lost its index is read from its chunks") {
        std::string bytes = recorded();
        bytes[bytes.size() - engine::kFooter_bytes] ^= 1;
        const Played played = play(bytes);
        CHECK(played.chunks == 6);
        CHECK(played.words.find("has lost its index") != std::string::npos);
    }

    TEST_CASE("a damaged chunk is told with its time and place, and the chunks around it play") {
        std::string bytes = recorded();
        bytes[block_starts(bytes)[7] + 30] ^= 1;
        const auto path = scratch_file("damaged");
        write(path, bytes);
        const engine::Recording recording(path);
        std::filesystem::remove(path);
        CHECK_NOTHROW((void)recording.load(1));
        CHECK_NOTHROW((void)recording.load(3));
        try {
            (void)recording.load(2);
            FAIL("it must throw");
        } catch (const EnvironmentError& error) {
            CHECK(std::string(error.what()).find("chunk from 0:00:20 to 0:00:31") != std::string::npos);
            CHECK(std::string(error.what()).find("checksum") != std::string::npos);
        }
    }

    TEST_CASE("a recording that cannot be written is told with its path") {
        engine::Simulation run(broken_site(), 1, {});
        CHECK_THROWS_WITH_AS(engine::Recorder(run, "", "/nowhere/recording.dray"),
                             "/nowhere/recording.dray: cannot be written: No such file or directory", EnvironmentError);
        engine::Recorder full(run, "", "/dev/null");
        CHECK_NOTHROW(full.tick());
    }
}

TEST_SUITE("property") {
    TEST_CASE("random damage is played or refused, never more than that") {
        CHECK(property::holds("bytes changed", [] {
            std::string bytes = recorded();
            for (int flips = property::in_range(1, 5); flips > 0; --flips) {
                const auto at = property::in_range<std::size_t>(0, bytes.size());
                bytes[at] = static_cast<char>(bytes[at] ^ property::in_range(1, 256));
            }
            // Only the copies that the index has of summaries may go unnoticed: nobody needs them then.
            const Played played = play(bytes);
            RC_ASSERT(played.words != "" || played.chunks == 6);
        }));
    }

    TEST_CASE("absurd numbers under a right checksum are refused") {
        const auto path = scratch_file("absurd");
        write(path, recorded());
        const engine::Recording recording(path);
        std::filesystem::remove(path);
        const std::string frames = engine::packed_frames(recording.load(2));
        const std::string scene = engine::packed(recording.scene(), recording.scenario_text());
        const std::string summary = engine::packed_summary(recording.summaries()[2]);
        const auto damaged = [](std::string bytes) {
            for (int flips = property::in_range(1, 4); flips > 0; --flips) {
                const auto at = property::in_range<std::size_t>(0, bytes.size());
                bytes[at] = static_cast<char>(bytes[at] ^ property::in_range(1, 256));
            }
            return bytes.substr(0, bytes.size() - property::in_range<std::size_t>(0, 2));
        };
        CHECK(property::holds("frames", [&] {
            engine::Chunk chunk;
            chunk.summary = recording.summaries()[2];
            try {
                engine::parse_frames(damaged(frames), recording.scene(), chunk);
            } catch (const engine::Malformed&) {
                return;
            }
            for (const auto& frame : chunk.tracks.at(0).frames)
                for (const engine::RobotFrame& robot : frame->robots)
                    RC_ASSERT(robot.behind >= -1 && robot.behind < 6 && robot.heading >= 0 && robot.heading < 256);
        }));
        CHECK(property::holds("scene", [&] {
            engine::Scene read;
            std::string text;
            try {
                engine::parse_scene(damaged(scene), read, text);
            } catch (const engine::Malformed&) {
            }
        }));
        const std::string orders = engine::packed_orders(recording.load_orders(2));
        CHECK(property::holds("orders", [&] {
            try {
                (void)engine::parse_orders(damaged(orders), recording.scene());
            } catch (const engine::Malformed&) {
            }
        }));
        CHECK(property::holds("summary", [&] {
            try {
                (void)engine::parse_summary(damaged(summary), recording.scene());
            } catch (const engine::Malformed&) {
            }
        }));
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("a recording of the quickstart takes at most 100 kB a robot-hour") {
        engine::Simulation run(
            engine::load_scenario(DRAY_SOURCE_DIR "/scenarios/quickstart.yaml", {"duration_s=300", "warm_up_s=0"}), 1, {});
        const auto path = scratch_file("quickstart");
        engine::Recorder recorder(run, "", path);
        while (!run.done()) {
            run.tick();
            recorder.tick();
        }
        recorder.finish();
        std::filesystem::remove(path);
        const double robot_h = 60 * 300 / 3600.0;
        CHECK(static_cast<double>(recorder.bytes()) / 1000 / robot_h < 100);
    }
}
