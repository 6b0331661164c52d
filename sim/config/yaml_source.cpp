#include "config/yaml_source.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>

#include "config/text_check.hpp"
#include "config/tree_builder.hpp"

namespace dray::config {

namespace {

/// Turns yaml-cpp's marks (from 0, in bytes) into places (from 1, in characters).
class Places {
  public:
    Places(const std::string& text, const std::string& name) : text_(text), name_(name) {
        begins_.push_back(0);
        for (std::size_t at = 0; at < text.size(); ++at)
            if (text[at] == '\n') begins_.push_back(at + 1);
    }

    [[nodiscard]] Place at(const YAML::Mark& mark) {
        if (mark.is_null() || mark.line < 0 || static_cast<std::size_t>(mark.line) >= begins_.size()) return {name_, 0, 0};
        const std::size_t begin = begins_[static_cast<std::size_t>(mark.line)];
        const std::size_t end = std::min(begin + static_cast<std::size_t>(std::max(mark.column, 0)), text_.size());
        // Marks come mostly in order: counting goes on from the last one, or a long line would be counted once for each value in
        // it.
        if (counted_ < begin || counted_ > end) {
            counted_ = begin;
            column_ = 1;
        }
        for (; counted_ < end; ++counted_)
            if ((static_cast<unsigned char>(text_[counted_]) & 0xC0u) != 0x80u) ++column_;
        return {name_, mark.line + 1, column_};
    }

  private:
    const std::string& text_;
    const std::string& name_;
    std::vector<std::size_t> begins_;
    std::size_t counted_ = 0;  ///< where the last count of columns ended
    int column_ = 1;           ///< the column there
};

/// Hands yaml-cpp's events to a tree builder. The builder stops by an exception before yaml-cpp can recurse deeper than the
/// limit.
class Listener : public YAML::EventHandler {
  public:
    Listener(Places& places, TreeBuilder& tree) : places_(places), tree_(tree) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        // Document marks have been refused before; what comes here is text that fits nowhere.
        if (documents_++ > 0) tree_.stop(places_.at(mark), "not valid YAML: unexpected text; check indentation and brackets");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { tree_.null(places_.at(mark)); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        tree_.refuse(places_.at(mark), "aliases (*) are not allowed; use 'extends'");
        tree_.null(places_.at(mark));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
        check_tag(mark, tag);
        tree_.scalar(places_.at(mark), value, tag == "!");
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
        check_tag(mark, tag);
        tree_.begin(Value::Kind::List, places_.at(mark));
    }
    void OnSequenceEnd() override { tree_.end(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
        check_tag(mark, tag);
        tree_.begin(Value::Kind::Map, places_.at(mark));
    }
    void OnMapEnd() override { tree_.end(); }
    void OnAnchor(const YAML::Mark& mark, const std::string&) override {
        tree_.refuse(places_.at(mark), "anchors (&) are not allowed; use 'extends'");
    }

  private:
    /// Untagged nodes come with "?" (plain), "!" (in quotes) or nothing.
    void check_tag(const YAML::Mark& mark, const std::string& tag) {
        if (tag != "?" && tag != "!" && !tag.empty()) tree_.refuse(places_.at(mark), "tags (!) are not allowed");
    }

    Places& places_;
    TreeBuilder& tree_;
    int documents_ = 0;
};

}  // namespace

Value read_yaml(std::string raw, const std::string& name) {
    const std::string text = checked_text(std::move(raw), name);
    check_structure(text, name);
    Places places(text, name);
    TreeBuilder tree;
    Listener listener(places, tree);
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        // Twice and no more: the second call finds a second document, and reading on until nothing is left can go on for ever.
        if (parser.HandleNextDocument(listener)) parser.HandleNextDocument(listener);
    } catch (const YAML::ParserException& error) {
        const bool structure = error.msg.find("end of map") == 0 || error.msg.find("end of sequence") == 0;
        tree.stop(places.at(error.mark), "not valid YAML: " + error.msg + (structure ? "; check indentation and brackets" : ""));
    }
    return tree.take();
}

}  // namespace dray::config
