#include "operations/csv.hpp"

#include <rapidcheck.h>

#include "property.hpp"

using namespace dray::operations;

namespace {

std::vector<std::string> fields(std::string_view line) {
    std::vector<std::string> texts;
    for (const CsvField& field : split_csv(line).fields)
        texts.push_back(field.text);
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a line is split at commas outside quotes") {
        CHECK(fields("a,b,,c") == Texts{"a", "b", "", "c"});
        CHECK(fields("a,") == Texts{"a", ""});
        CHECK(fields("") == Texts{""});
        CHECK(fields(" a b , c\t") == Texts{"a b", "c"});
        CHECK(fields("\"a,b\",c") == Texts{"a,b", "c"});
        CHECK(fields("\"say \"\"hi\"\"\" ,\" c \"") == Texts{"say \"hi\"", " c "});
        CHECK(fields("\"\",x") == Texts{"", "x"});
        CHECK(fields("5\" pipe,x") == Texts{"5\" pipe", "x"});
    }

    TEST_CASE("each field knows the column where it begins") {
        const CsvRow row = split_csv("ab, \"c,d\",  ,e");
        REQUIRE(row.fields.size() == 4);
        CHECK(row.fields[0].column == 1);
        CHECK(row.fields[1].column == 5);
        CHECK(row.fields[2].column == 13);
        CHECK(row.fields[3].column == 14);
    }

    TEST_CASE("broken quotes are named with their column") {
        CHECK(split_csv("a,\"bc").fault == "the quoted field that begins here does not end on this line");
        CHECK(split_csv("a,\"bc").fault_column == 3);
        CHECK(split_csv("\"a\"b,c").fault == "a comma is missing after the quoted field");
        CHECK(split_csv("\"a\"b,c").fault_column == 4);
    }

    TEST_CASE("clean text is UTF-8 without control characters") {
        CHECK(is_clean_text(""));
        CHECK(is_clean_text("K\xc3\xb6ln \xe2\x82\xac \xf0\x9f\x93\xa6"));
        for (const char* bad : {"a\x01", "\x7f", "\xff", "\xc3", "\xc3(", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80",
                                "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80"}) {
            CAPTURE(shown(bad));
            CHECK_FALSE(is_clean_text(bad));
        }
    }

    TEST_CASE("a text is shown short and harmless") {
        CHECK(shown("plain") == "plain");
        CHECK(shown("a\x1b[31m\xff") == "a?[31m?");
        const std::string forty = "0123456789012345678901234567890123456789";
        CHECK(shown(forty) == forty);
        CHECK(shown(forty + "0") == forty + "...");
    }
}

TEST_SUITE("property") {
    TEST_CASE("fields that are quoted by the rules are read back as they were") {
        CHECK(property::holds([] {
            Texts texts(property::in_range<std::size_t>(1, 30));
            std::ranges::generate(texts, property::text);
            std::string line;
            for (const std::string& text : texts) {
                if (!line.empty()) line += ',';
                line += '"';
                for (const char c : text)
                    line += c == '"' ? std::string("\"\"") : std::string(1, c);
                line += '"';
            }
            RC_ASSERT(split_csv(line).fault.empty());
            RC_ASSERT(fields(line) == texts);
        }));
    }

    TEST_CASE("any bytes give fields or a fault, never both missing") {
        CHECK(property::holds([] {
            const std::string line = property::text();
            const CsvRow row = split_csv(line);
            RC_ASSERT((row.fault.empty() ? !row.fields.empty() : row.fault_column >= 1));
            (void)is_clean_text(line);
            RC_ASSERT(is_clean_text(shown(line)));
        }));
    }
}
