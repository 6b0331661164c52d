#include <doctest/doctest.h>

#include "engine/recording/bytes.hpp"

using namespace dray;

TEST_SUITE("unit") {
    TEST_CASE("regress_a text that claims its length byte too is cut off, and nothing beyond it is read") {
        engine::ByteWriter out;
        out.text("abc");
        std::string bytes = out.take();
        // Four bytes follow the length, it says, and there are three.
        bytes[0] = 4;
        engine::ByteReader in(bytes);
        CHECK_THROWS_AS(std::ignore = in.text(), engine::Malformed);
        bytes[0] = 3;
        engine::ByteReader whole(bytes);
        CHECK(whole.text() == "abc");
        CHECK(whole.left() == 0);
    }
}
