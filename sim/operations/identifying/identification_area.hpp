// An identification area: parcels come in totes, readers tell one from the other, and each leaves for the route of what it was
// taken for.
//
// A reader knows which articles are in the tote, not which of them lies before it. A parcel that is taken for another one's
// article goes where that other one should go: it is astray from then on, and nobody here knows.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "primitives/identification/reader.hpp"
#include "primitives/parcel.hpp"

namespace dray::operations {

struct IdentificationAreaConfig {
    primitives::IdentificationConfig figures;
    std::int64_t readers = 3;
    std::int64_t tote_parcels = 30;  ///< parcels that come in one tote: the candidates of each other
    double tote_wait_s = 60;         ///< a tote that is not full goes after so long
    double reader_mtbf_h = 0;        ///< mean running time of a reader between failures; 0: never
    double reader_mttr_s = 300;
    // Alone: parcels that come by themselves.
    double parcels_per_h = 3000;
    std::int64_t routes = 12;
};

/// Counts since the start of the run. What arrived is in totes, at readers, identified and waiting, or gone on.
struct IdentificationFigures {
    std::int64_t arrived = 0, in_totes = 0, at_readers = 0, waiting = 0, gone = 0;
    std::int64_t wrong = 0;      ///< taken for an article that they are not
    std::int64_t astray = 0;     ///< of them, with another route than their own
    std::int64_t by_desk = 0;    ///< settled by a person
    std::vector<double> time_s;  ///< from arrival to leaving the reader, in that order
};

/// Deterministic; not for several threads at once.
class IdentificationArea {
  public:
    /// `skus`: articles that parcels may show; at least as many as the catalogue is asked for are made. `fed`: parcels come from
    /// elsewhere. `shares`: of the routes, for parcels of its own.
    IdentificationArea(const IdentificationAreaConfig& config, std::size_t skus, bool fed, std::span<const double> shares,
                       const Clock& clock, std::uint64_t seed);

    void put(primitives::Parcel parcel, Step now);  ///< with its true route and article
    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    [[nodiscard]] bool ready() const { return !identified_.empty(); }
    primitives::Parcel take();  ///< the oldest that is identified leaves; needs one

    [[nodiscard]] const IdentificationFigures& figures() const { return figures_; }
    [[nodiscard]] std::span<const primitives::ReaderStation> readers() const { return readers_; }
    [[nodiscard]] std::size_t totes_waiting() const { return waiting_.size(); }  ///< complete, and no reader has begun them
    void check() const;                                                          ///< nothing is lost; throws BugError
    void add_to(StateHash& hash) const;

  private:
    struct Tote {
        std::vector<primitives::Parcel> parcels;
        std::vector<SkuId> articles;        ///< distinct, ascending
        std::vector<SkuId> all;             ///< of each parcel: what may lie beside another one
        std::vector<std::uint8_t> claimed;  ///< by parcel: its place has been given to one that was taken for it
        Step ready = 0;                     ///< when it came to the readers
        std::uint64_t first_entity = 0;
        std::size_t handed = 0, left = 0;  ///< parcels given to the reader; still to come back
    };
    /// When a reader fails, or works again.
    struct Failure {
        Stream stream;
        Step next = 0;
        bool down = false;
    };
    using Totes = std::list<Tote>;  // stays where it is while a reader looks at it

    void come(Step now);
    void send_tote(Step now);
    void feed(std::size_t reader, Step now);
    void change(std::size_t reader, Step now);
    void drain(std::size_t reader, Step now);
    void settle(Tote& tote, const primitives::Identity& identity);

    IdentificationAreaConfig config_;
    Clock clock_;
    bool fed_;
    std::vector<double> shares_;
    primitives::Catalogue catalogue_;
    primitives::Classifier classifier_;
    std::vector<primitives::ReaderStation> readers_;
    std::vector<Failure> failures_;      ///< by reader
    std::vector<Totes::iterator> open_;  ///< by reader: the tote that it is given parcels from, or end
    Stream arrivals_;
    double next_arrival_s_ = 0;
    std::uint64_t next_entity_ = 0;
    Step now_ = 0;
    std::vector<primitives::Parcel> forming_;  ///< the tote that is being filled
    Totes waiting_, at_readers_;
    std::deque<primitives::Parcel> identified_;
    IdentificationFigures figures_;
    StateHash trail_;
};

}  // namespace dray::operations
