// A queue of fixed capacity in one flat array.
#pragma once

#include <cstddef>
#include <vector>

#include "base/check.hpp"

namespace dray::primitives {

/// Front is what has been in it longest. Allocates only when made; more than it holds, or less than nothing, is a BugError.
template <class T>
class Ring {
  public:
    explicit Ring(std::size_t capacity) : items_(capacity) {}

    [[nodiscard]] std::size_t capacity() const { return items_.size(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] bool full() const { return size_ == items_.size(); }
    [[nodiscard]] const T& operator[](std::size_t i) const { return items_[(head_ + i) % items_.size()]; }  ///< from the front
    [[nodiscard]] const T& front() const { return (*this)[0]; }

    void push(const T& item) {
        DRAY_CHECK(!full(), "a ring of {} is given one more", items_.size());
        items_[(head_ + size_++) % items_.size()] = item;
    }
    T pop() {
        DRAY_CHECK(!empty(), "an empty ring is asked for something");
        const T item = items_[head_];
        head_ = (head_ + 1) % items_.size();
        --size_;
        return item;
    }

  private:
    std::vector<T> items_;
    std::size_t head_ = 0, size_ = 0;
};

}  // namespace dray::primitives
