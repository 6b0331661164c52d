// Texts that are no YAML or not the YAML of a scenario, each with its exact messages and places.
#include "sample.hpp"

#include <doctest/doctest.h>

namespace {

struct Case {
    std::string text;
    std::string faults;  ///< one a line
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"a: 1\na: 2\n", "in:2:1: field 'a' is given twice; first at line 1, column 1\n"},
        {"a: &x 1\nb: *x\n",
         "in:1:4: anchors (&) are not allowed; use 'extends'\n"
         "in:2:4: aliases (*) are not allowed; use 'extends'\n"},
        {"a: !2\n", "in:1:4: tags (!) are not allowed\n"},
        {"!2\n", "in:1:1: tags (!) are not allowed\n"},
        {"a: !!str 5\n", "in:1:4: tags (!) are not allowed\n"},
        {"a: 1\n---\nb: 2\n", "in:2:1: only one document is allowed in a file\n"},
        {"[1, 2]\n", "in:1:1: expected a map of fields, found a list\n"},
        {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n", "in:1:33: brackets nest too deep; allowed 0 to 32\n"},
        {"- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - \n",
         "in:1:65: lists and maps nest too deep; allowed 0 to 32\n"},
        {"a: {x:\n", "in:1:4: the bracket that opens here does not close\n"},
        {"a: \"unterminated\n", "in:1:4: the quoted text that begins here does not end\n"},
        {"a:\n    b: 1\n  c: 2\n", "in:3:3: not valid YAML: end of map not found; check indentation and brackets\n"},
        {"a: b: c\n", "in:1:5: not valid YAML: illegal map value\n"},
        {"? [a]\n: 2\n", "in:1:3: a field's name must be a word, not a list or a map\n"},
        {": 3\n", "in:1:1: a field has no name\n"},
        {"<<: {a: 1}\n", "in:1:1: merge keys (<<) are not allowed; use 'extends'\n"},
        {"a: 1\n}\n", "in:2:1: not valid YAML: illegal flow end\n"},
        {"a: 1\n\"b\n", "in:2:1: the quoted text that begins here does not end\n"},
        {"a: \"\\0\"\n", "in:1:4: text holds the control character U+0000, which is not allowed\n"},
        {"a: \"\\ud800\"\n", "in:1:11: not valid YAML: invalid unicode: 55296\n"},
        {"@a: 5\n", "in:1:1: not valid YAML: unknown token\n"},
        {"`x`\n", "in:1:1: not valid YAML: unknown token\n"},
        {"title: [a, b\n", "in:1:8: the bracket that opens here does not close\n"},
        {"title: 'it''s\n", "in:1:8: the quoted text that begins here does not end\n"},
        {"title: |0\n x\n", "in:1:10: not valid YAML: cannot set zero indentation for a block scalar\n"},
        {"title: \"a\" b\n", "in:1:12: not valid YAML: end of map not found; check indentation and brackets\n"},
        {"title: \"\\q\"\n", "in:1:11: not valid YAML: unknown escape character: q\n"},
        {"a\n", "in:1:1: expected a map of fields, found 'a'\n"},
        {"%YAML 1.2\n---\na: 1\n", "in:1:1: directives (%) are not allowed\n"},
        {"# only\n", "in: the file holds no fields\n"},
        {"title: \"\303\274\", x: 1\n", "in:1:11: not valid YAML: end of map not found; check indentation and brackets\n"},
        {"demand: {orders_per_h: 1, orders_per_h: 2}\n",
         "in:1:27: field 'orders_per_h' is given twice; first at line 1, column 10\n"},
        {"title: a\n\"title\": b\ndemand: {orders_per_h: 1}\ntitle: c\n",
         "in:2:1: field 'title' is given twice; first at line 1, column 1\n"
         "in:4:1: field 'title' is given twice; first at line 1, column 1\n"},
        {"demand: {orders_per_h: 1}\ntitle: a\n...\ntitle: b\n", "in:4:1: only one document is allowed in a file\n"},
        {"title: a\n--- # next\ntitle: b\n", "in:2:1: only one document is allowed in a file\n"},
        {"---\n---\n", "in:2:1: only one document is allowed in a file\n"},
        {"{title: a]\n", "in:1:10: not valid YAML: illegal flow end\n"},
        {"title: a: b\n", "in:1:9: not valid YAML: illegal map value\n"},
        {"title:a\n", "in:1:1: expected a map of fields, found 'title:a'\n"},
        {"title: \"a\n  b: c\n", "in:1:8: the quoted text that begins here does not end\n"},
        {"title: a\n seed: 1\n", "in:2:6: not valid YAML: illegal map value\n"},
        {"title: {a, b\n", "in:1:8: the bracket that opens here does not close\n"},
        {"title: ]\n", "in:1:8: not valid YAML: illegal flow end\n"},
        {"{[1]: 2}\n", "in:1:2: a field's name must be a word, not a list or a map\n"},
        {"{title: a, : b}\n", "in:1:12: a field has no name\n"},
        {"title: \"\\x07\"\n", "in:1:8: text holds the control character U+0007, which is not allowed\n"},
        {"title: \"\\u12\"\n", "in:2:1: not valid YAML: bad character found while scanning hex number\n"},
        {"title: &a b\nseed: !!int 5\nnotes: [*a]\n",
         "in:1:8: anchors (&) are not allowed; use 'extends'\n"
         "in:2:7: tags (!) are not allowed\n"
         "in:3:9: aliases (*) are not allowed; use 'extends'\n"},
        {"title: a\n\011seed: 1\n", "in:2:1: the line is indented with a TAB; use spaces\n"},
        {"demand:\n  \011orders_per_h: 1\n", "in:2:3: the line is indented with a TAB; use spaces\n"},
        {std::string("title: a\000b\n", 11), "in:1:9: control character U+0000 is not allowed\n"},
        {"title: a\377\n", "in:1:9: byte 0xFF is not UTF-8; save the file as UTF-8\n"},
        {"title: \"\303\244\355\240\200\"\n", "in:1:10: byte 0xED is not UTF-8; save the file as UTF-8\n"},
        {"title: \300\257\n", "in:1:8: byte 0xC0 is not UTF-8; save the file as UTF-8\n"},
        {"title: a\015seed: 1\n", "in:1:9: a carriage return stands alone; end lines with LF or CR LF\n"},
        {"title: a\004\n", "in:1:9: control character U+0004 is not allowed\n"},
        {"title: \033[31mred\n", "in:1:8: control character U+001B is not allowed\n"},
        {std::string("\377\376t\000i\000", 6), "in:1:1: the file is UTF-16; save it as UTF-8\n"},
        {"\364\220\200\200: 1\n", "in:1:1: byte 0xF4 is not UTF-8; save the file as UTF-8\n"},
        {"title: a\177\n", "in:1:9: control character U+007F is not allowed\n"},
        {"", "in: the file holds no fields\n"},
        {"   \n\n", "in: the file holds no fields\n"},
        {"\357\273\277", "in: the file holds no fields\n"},
        {"null\n", "in: the file holds no fields\n"},
        {"~", "in: the file holds no fields\n"},
        {"{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{", "in:1:33: brackets nest too deep; allowed 0 to 32\n"},
        {"a: [{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{", "in:1:36: brackets nest too deep; allowed 0 to 32\n"},
        {"? - - ? - a\n", "in:1:3: a field's name must be a word, not a list or a map\n"},
        {"title: |\n  a\n b\n", "in:3:2: not valid YAML: end of map not found; check indentation and brackets\n"},
        {"title: 'a\n", "in:1:8: the quoted text that begins here does not end\n"},
        {"notes: [a, b]]\n", "in:1:14: not valid YAML: illegal flow end\n"},
        {"notes: [a b\nc: d\n", "in:1:8: the bracket that opens here does not close\n"},
        {"%TAG ! x\n---\na: 1\n", "in:1:1: directives (%) are not allowed\n"},
        {"title: |9\n a\n", "in:2:2: not valid YAML: end of map not found; check indentation and brackets\n"},
        {"title: ,\n", "in:1:8: not valid YAML: end of map not found; check indentation and brackets\n"},
        {"a: *\n", "in:1:4: aliases (*) are not allowed; use 'extends'\n"},
        {"a: &\n", "in:1:4: anchors (&) are not allowed; use 'extends'\n"},
        {"- !<x> a\n", "in:1:3: tags (!) are not allowed\n"},
        {"demand: {,}\n", "in:1:10: a field has no name\n"},
        {"title: \"\\uDC00\"\n", "in:1:15: not valid YAML: invalid unicode: 56320\n"},
        {"!!map {a: 1}\n", "in:1:1: tags (!) are not allowed\n"},
    };
    return all;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("malformed YAML is refused with its exact messages and places") {
        for (const Case& entry : cases()) {
            CAPTURE(entry.text);
            CHECK(sample::read_site(entry.text).text() == entry.faults);
        }
    }
}
