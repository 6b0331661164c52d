#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "engine/site.hpp"
#include "property.hpp"
#include "small_site.hpp"

using namespace dray;

namespace {

/// A field anywhere in the scenario, with its dotted path.
struct Leaf {
    std::string path;
    const config::Field* field;
};

void collect(const config::Table& table, const std::string& prefix, std::vector<Leaf>& leaves) {
    for (const config::Field& field : table.fields) {
        const std::string path = prefix + field.name;
        leaves.push_back({path, &field});
        if (field.kind == config::FieldKind::Section) collect(*field.table, path + ".", leaves);
        if (field.kind == config::FieldKind::List && path == "fleets") collect(*field.table, path + "[0].", leaves);
    }
}

const std::vector<Leaf>& leaves() {
    static const std::vector<Leaf> all = [] {
        std::vector<Leaf> found;
        collect(engine::scenario_table(), "", found);
        // A command would be run; everything else may be anything.
        std::erase_if(found, [](const Leaf& leaf) { return leaf.path == "planner.command"; });
        return found;
    }();
    return all;
}

/// A legal number: an end of the range, or anywhere in it on a scale that reaches small and large ones alike.
std::string number_within(const config::Field& field, bool whole) {
    const double low = field.range.low, high = field.range.high;
    double value = low;
    switch (property::in_range(0, 4)) {
        case 0:
            break;
        case 1:
            value = high;
            break;
        default: {
            const double share = property::in_range(0, 1001) / 1000.0;
            value = low + std::expm1(share * std::log1p(high - low));
        }
    }
    return whole ? fmt::format("{:.0f}", std::floor(value)) : fmt::format("{}", value);
}

std::string nonsense() {
    return property::one_of<std::string>(
        {"",     "~",    ".nan", "-.inf", "1e308",  "-1",       "0",           "99999999999999999999",
         "abc",  "[]",   "{}",   "[[]]",  "{a: 1}", "\"\"",     "'1'",         "[1, 2, x]",
         "true", "0x1F", "&a 1", "- 1",   "#",      "\xc3\xa4", "[{name: a}]", "a\tb"});
}

std::string value_for(const Leaf& leaf) {
    const config::Field& field = *leaf.field;
    if (property::in_range(0, 8) == 0) return nonsense();
    switch (field.kind) {
        case config::FieldKind::Number:
            return number_within(field, false);
        case config::FieldKind::Integer:
            return number_within(field, true);
        case config::FieldKind::Flag:
            return property::one_of<std::string>({"true", "false"});
        case config::FieldKind::Choice:
            return field.options[static_cast<std::size_t>(property::in_range(0, static_cast<int>(field.options.size())))].name;
        case config::FieldKind::Numbers: {
            std::string text = "[" + number_within(field, false);
            for (int more = property::in_range(0, 4); more > 0; --more)
                text += ", " + number_within(field, false);
            return text + "]";
        }
        default:
            return nonsense();
    }
}

/// Reads, builds and runs a while; true for success and for words to the user, false for anything else.
bool survives(const std::vector<std::string>& settings, std::string& what) {
    try {
        engine::LoadedScenario loaded = test::small_site(settings);
        // Legal sizes may be large: those are only built, the others also run.
        loaded.scenario.duration_s = std::min(loaded.scenario.duration_s, 40.0);
        loaded.scenario.warm_up_s = 0;
        loaded.scenario.demand.backlog_orders = std::min<std::int64_t>(loaded.scenario.demand.backlog_orders, 2000);
        const engine::Site site = engine::build_site(loaded, 1);
        if (site.storage->robot_count() > 100 || site.storage->floor->cell_count() > 5000) return true;
        engine::Simulation run(std::move(loaded), 1, {.full_checks = true});
        for (int tick = 0; tick < 60 && !run.done(); ++tick)
            run.tick();
        return run.results().ledger_balanced;
    } catch (const InputError& error) {
        what = error.what();
        return !what.empty();
    } catch (const EnvironmentError&) {
        return true;
    } catch (const std::exception& error) {
        what = error.what();
        return false;
    }
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("whatever fields are set to, the scenario runs or the user is told why not") {
        CHECK(property::holds("random settings over the whole table", [] {
            std::vector<std::string> settings;
            for (int count = property::in_range(1, 4); count > 0; --count) {
                const Leaf& leaf = leaves()[static_cast<std::size_t>(property::in_range(0, static_cast<int>(leaves().size())))];
                settings.push_back(leaf.path + "=" + value_for(leaf));
            }
            std::string what;
            const bool fine = survives(settings, what);
            for (const std::string& setting : settings)
                RC_LOG(setting + "\n");
            RC_LOG(what);
            RC_CLASSIFY(what.empty());
            RC_ASSERT(fine);
        }));
    }

    TEST_CASE("every field at either end of its range runs or is refused with words") {
        for (const Leaf& leaf : leaves()) {
            if (leaf.field->kind != config::FieldKind::Number && leaf.field->kind != config::FieldKind::Integer) continue;
            for (const double end : {leaf.field->range.low, leaf.field->range.high}) {
                const std::string setting = fmt::format(
                    "{}={}", leaf.path,
                    leaf.field->kind == config::FieldKind::Integer ? fmt::format("{:.0f}", end) : fmt::format("{}", end));
                CAPTURE(setting);
                std::string what;
                CHECK(survives({setting}, what));
                CAPTURE(what);
            }
        }
    }
}
