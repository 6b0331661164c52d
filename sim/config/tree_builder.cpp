#include "config/tree_builder.hpp"

#include <fmt/format.h>

#include "config/limits.hpp"
#include "config/phrases.hpp"

namespace dray::config {

void TreeBuilder::null(const Place& place) {
    count(place);
    if (!frames_.empty() && frames_.back().value.kind == Value::Kind::Map && !frames_.back().has_key)
        stop(place, "a field has no name");
    Value value;
    value.place = place;
    add(std::move(value));
}

void TreeBuilder::scalar(const Place& place, const std::string& text, bool quoted) {
    count(place);
    // Escapes can smuggle in what the check of the file's bytes has refused.
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) {
            refuse(place, fmt::format("text holds the control character U+{:04X}, which is not allowed", byte));
            break;
        }
    }
    Frame* frame = frames_.empty() ? nullptr : &frames_.back();
    if (frame != nullptr && frame->value.kind == Value::Kind::Map && !frame->has_key) {
        if (text == "<<" && !quoted) refuse(place, "merge keys (<<) are not allowed; use 'extends'");
        frame->has_key = true;
        frame->key = text;
        frame->key_place = place;
        return;
    }
    Value value;
    value.kind = Value::Kind::Scalar;
    value.scalar = text;
    value.quoted = quoted;
    value.place = place;
    add(std::move(value));
}

void TreeBuilder::begin(Value::Kind kind, const Place& place) {
    count(place);
    if (!frames_.empty() && frames_.back().value.kind == Value::Kind::Map && !frames_.back().has_key)
        stop(place, "a field's name must be a word, not a list or a map");
    if (frames_.size() >= kMostDepth) stop(place, fmt::format("lists and maps nest too deep; allowed 0 to {}", kMostDepth));
    Frame frame;
    frame.value.kind = kind;
    frame.value.place = place;
    frames_.push_back(std::move(frame));
}

void TreeBuilder::end() {
    Value value = std::move(frames_.back().value);
    frames_.pop_back();
    add(std::move(value));
}

void TreeBuilder::refuse(const Place& place, std::string message) {
    if (faults_.size() < kMostFaults) faults_.push_back(fault_at(place, std::move(message)));
}

void TreeBuilder::stop(const Place& place, std::string message) {
    faults_.push_back(fault_at(place, std::move(message)));
    throw InputError(std::move(faults_));
}

Value TreeBuilder::take() {
    if (!faults_.empty()) throw InputError(std::move(faults_));
    return std::move(root_);
}

void TreeBuilder::count(const Place& place) {
    if (++values_ > kMostValues) stop(place, fmt::format("too many values; allowed 0 to {}", kMostValues));
}

void TreeBuilder::add(Value value) {
    if (frames_.empty()) {
        root_ = std::move(value);
        return;
    }
    Frame& frame = frames_.back();
    if (frame.value.kind == Value::Kind::List) {
        frame.value.list.push_back(std::move(value));
        return;
    }
    frame.has_key = false;
    value.place = frame.key_place;
    const auto [entry, fresh] = frame.seen.try_emplace(frame.key, frame.key_place.line, frame.key_place.column);
    if (!fresh) {
        const auto [line, column] = entry->second;
        refuse(frame.key_place,
               fmt::format("field {} is given twice; first at line {}, column {}", quoted_word(frame.key), line, column));
        return;
    }
    frame.value.map.emplace_back(std::move(frame.key), std::move(value));
}

}  // namespace dray::config
