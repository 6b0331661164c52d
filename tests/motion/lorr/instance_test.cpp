#include "motion/lorr/instance.hpp"

#include <doctest/doctest.h>

#include "files.hpp"

using namespace dray;
using motion::lorr::Edition;
using motion::lorr::Instance;
using motion::lorr::read_instance;
using test::Files;
using test::Parts;

namespace {

std::vector<std::size_t> numbers(std::span<const CellId> cells) {
    std::vector<std::size_t> result;
    for (const CellId c : cells)
        result.push_back(c.index());
    return result;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("an instance of 2024 is read with its map, robots and tasks") {
        const Files files;
        const Instance instance = read_instance(Parts().write(files));
        CHECK(instance.edition == Edition::Y2024);
        CHECK(instance.name == "site");
        CHECK(instance.version == "2024 LoRR");
        CHECK(instance.robot_count() == 2);
        CHECK(numbers(instance.starts) == std::vector<std::size_t>{0, 3});
        CHECK(instance.known_tasks == 3);
        REQUIRE(instance.task_count() == 2);
        CHECK(numbers(instance.errands_of(0)) == std::vector<std::size_t>{8, 11});
        CHECK(numbers(instance.errands_of(1)) == std::vector<std::size_t>{4, 4, 0});
        const floor::Floor& floor = instance.floor;
        CHECK(floor.width() == 4);
        CHECK(floor.height() == 3);
        // Obstacles are `@` and `T` alone; from the cell in the corner one can drive east and south.
        CHECK(floor.kind(floor.at(1, 1)) == floor::CellKind::Wall);
        CHECK(floor.kind(floor.at(1, 2)) == floor::CellKind::Wall);
        CHECK(floor.kind(floor.at(2, 1)) == floor::CellKind::Aisle);
        CHECK(floor.next(CellId(0), floor::Heading::East) == CellId(1));
        CHECK(floor.next(CellId(0), floor::Heading::South) == CellId(4));
        CHECK(!floor.next(CellId(0), floor::Heading::West).valid());
        CHECK(!floor.next(CellId(0), floor::Heading::North).valid());
        CHECK(!floor.next(CellId(1), floor::Heading::South).valid());
        CHECK(!floor.next(CellId(3), floor::Heading::East).valid());
    }

    TEST_CASE("an instance without a version is one of 2023") {
        const Files files;
        const Instance instance = read_instance(Parts::of_2023().write(files));
        CHECK(instance.edition == Edition::Y2023);
        CHECK(instance.known_tasks == 1);
        CHECK(numbers(instance.errands) == std::vector<std::size_t>{8, 11, 0, 3});
        CHECK(instance.task_count() == 4);
    }

    TEST_CASE("the pool of known tasks is rounded down") {
        const Files files;
        Parts parts;
        parts.problem.replace(parts.problem.find("1.5"), 3, "1.99");
        CHECK(read_instance(parts.write(files)).known_tasks == 3);
        parts.problem.replace(parts.problem.find("1.99"), 4, "0.5");
        CHECK(read_instance(parts.write(files)).known_tasks == 1);
    }

    TEST_CASE("files are read as leniently as the start kit reads them") {
        const Files files;
        Parts parts;
        // Line ends of another system, comments, blanks, unknown characters of the map, more lines than announced, unknown keys.
        parts.map = "type octile\r\nwidth 4\r\nheight 3\r\nmap\r\nOW..\r\n.@T.\r\n?ES.\r\n\r\n";
        parts.agents = "# a\n\n  2 \r\n0\r\n# b\n 3\n11\nnot a number\n";
        parts.tasks = "2\n 8 , 11\r\n4\n99\n";
        parts.problem.replace(parts.problem.find("\"mapFile\""), 0, "\"note\": {\"mapFile\": [\"}\\\"\"]}, ");
        const Instance instance = read_instance(parts.write(files));
        CHECK(instance.floor.kind(CellId(0)) == floor::CellKind::Aisle);
        CHECK(instance.floor.kind(CellId(8)) == floor::CellKind::Aisle);
        CHECK(numbers(instance.starts) == std::vector<std::size_t>{0, 3});
        CHECK(numbers(instance.errands) == std::vector<std::size_t>{8, 11, 4});
    }

    TEST_CASE("fewer robots may be asked for than there are") {
        const Files files;
        Parts parts;
        parts.problem.replace(parts.problem.find("\"teamSize\": 2"), 13, "\"teamSize\": 1");
        CHECK(read_instance(parts.write(files)).robot_count() == 1);
    }
}
