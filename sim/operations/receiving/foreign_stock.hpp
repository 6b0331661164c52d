// Goods that lie in pods as what they are not: the storage counts them as the article they were taken for, this keeps the truth.
#pragma once

#include <cstdint>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "operations/receiving/return_desk.hpp"

namespace dray::operations {

/// Counts since the start of the run.
struct ForeignFigures {
    std::int64_t finds = 0;      ///< lines at a pod for which something else lay in the hand
    std::int64_t set_aside = 0;  ///< units of that
};

/// Units by pod, believed and true article. Few, so that all searches are short. Misuse throws BugError.
class ForeignStock {
  public:
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    /// Units in the pod that pass for the article and are something else.
    [[nodiscard]] std::int64_t units(PodId pod, SkuId believed) const;
    [[nodiscard]] std::int64_t units_of(SkuId truth) const;  ///< of this article, in all pods as something else
    [[nodiscard]] std::int64_t total() const;
    void add(PodId pod, SkuId believed, SkuId truth, std::int64_t units);  ///< another article, above 0
    /// A line finds them in the hand: they leave the pod, those that came first before others; needs that many. `finds` gets what
    /// they are, article by article.
    void set_aside(PodId pod, SkuId believed, std::int64_t units, std::vector<SetAsideFind>& finds);
    [[nodiscard]] const ForeignFigures& figures() const { return figures_; }
    void add_to(StateHash& hash) const;

  private:
    struct Entry {
        PodId pod;
        SkuId believed, truth;
        std::int64_t units = 0;
    };
    std::vector<Entry> entries_;  ///< in order of coming
    ForeignFigures figures_;
};

/// Of `wanted` units taken blindly from `lying` ones of which `foreign` are wrong, how many are wrong. `stream` gives one number
/// for each.
template <class Stream>
[[nodiscard]] std::int64_t wrong_among(std::int64_t wanted, std::int64_t lying, std::int64_t foreign, Stream& stream) {
    std::int64_t wrong = 0;
    for (std::int64_t taken = 0; taken < wanted; ++taken)
        wrong += stream.chance(static_cast<double>(foreign - wrong) / static_cast<double>(lying - taken)) ? 1 : 0;
    return wrong;
}

}  // namespace dray::operations
