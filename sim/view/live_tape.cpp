#include "view/live_tape.hpp"

#include <chrono>
#include <utility>

#include "engine/recording/blocks.hpp"

namespace dray::view {

LiveTape::LiveTape(engine::LoadedScenario loaded, std::uint64_t seed)
    : simulation_(std::move(loaded), seed, {.repeat_command = "dray watch"}), gatherer_(simulation_), scene_(gatherer_.scene()) {
    open_ = std::make_shared<const engine::Chunk>(gatherer_.open());
    thread_ = std::thread([this] { work(); });
}

LiveTape::~LiveTape() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void LiveTape::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stop_ || may_tick(); });
        if (stop_) return;
        busy_ = true;
        // Done at the run's own time, so that the same steps repeat it.
        for (engine::Intervention& asked : asked_) {
            asked.step = now_;
            simulation_.intervene(asked);
            done_.push_back(asked);
        }
        asked_.clear();
        lock.unlock();
        std::exception_ptr failure;
        try {
            simulation_.tick();
            gatherer_.tick();
        } catch (...) {
            failure = std::current_exception();
        }
        if (!failure) publish();
        lock.lock();
        busy_ = false;
        if (failure) {
            failure_ = failure;
            try {
                std::rethrow_exception(failure);
            } catch (const std::exception& error) {
                words_ = error.what();
            } catch (...) {
                words_ = "the run failed";
            }
        }
        changed_.notify_all();
    }
}

// Packing is done before the lock is taken, so that the viewer never waits for it.
void LiveTape::publish() {
    std::string packed;
    engine::ChunkSummary summary;
    engine::OrderTrack orders;
    const bool closes = gatherer_.full();
    if (closes) {
        engine::Chunk chunk = gatherer_.take();
        summary = chunk.summary;
        orders = std::move(chunk.orders);
        packed = engine::packed_block(engine::BlockKind::Data, engine::packed_frames(chunk));
    }
    auto open = std::make_shared<const engine::Chunk>(gatherer_.open());
    const std::lock_guard lock(mutex_);
    if (closes) {
        summaries_.push_back(std::move(summary));
        packed_.push_back(std::move(packed));
        orders_.push_back(std::move(orders));
    }
    open_ = std::move(open);
    now_ = open_->summary.last;
}

std::size_t LiveTape::chunks() const {
    const std::lock_guard lock(mutex_);
    return summaries_.size() + 1;
}

engine::ChunkSummary LiveTape::summary(std::size_t chunk) const {
    const std::lock_guard lock(mutex_);
    return chunk < summaries_.size() ? summaries_[chunk] : open_->summary;
}

std::shared_ptr<const engine::Chunk> LiveTape::load(std::size_t chunk) {
    if (chunk == kept_number_) return kept_;
    engine::Chunk loaded;
    std::string packed;
    {
        const std::lock_guard lock(mutex_);
        if (chunk >= summaries_.size()) return open_;
        loaded.summary = summaries_[chunk];
        loaded.orders = orders_[chunk];
        packed = packed_[chunk];
    }
    const auto header = engine::block_header(packed);
    engine::parse_frames(engine::unpacked_block(*header, std::string_view(packed).substr(engine::kBlockHeader_bytes)), scene_,
                         loaded);
    kept_ = std::make_shared<const engine::Chunk>(std::move(loaded));
    kept_number_ = chunk;
    return kept_;
}

engine::OrderTrack LiveTape::orders(std::size_t chunk) {
    const std::lock_guard lock(mutex_);
    return chunk < orders_.size() ? orders_[chunk] : open_->orders;
}

std::string LiveTape::notice() const {
    const std::lock_guard lock(mutex_);
    return words_;
}

void LiveTape::intervene(const engine::Intervention& deed) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(deed);
}

void LiveTape::add(const std::vector<engine::Intervention>& known) {
    wait();
    const std::lock_guard lock(mutex_);
    for (const engine::Intervention& one : known)
        simulation_.intervene(one);
    done_.insert(done_.end(), known.begin(), known.end());
}

std::vector<engine::Intervention> LiveTape::interventions() const {
    const std::lock_guard lock(mutex_);
    return done_;
}

void LiveTape::run_to(Step step) {
    {
        const std::lock_guard lock(mutex_);
        target_ = step;
    }
    changed_.notify_all();
}

bool LiveTape::wait(double most_s) {
    std::unique_lock lock(mutex_);
    const bool done = changed_.wait_for(lock, std::chrono::duration<double>(most_s), [this] { return !busy_ && !may_tick(); });
    if (failure_) std::rethrow_exception(failure_);
    return done;
}

void LiveTape::need_sound() const {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
}

std::uint64_t LiveTape::state_hash() {
    wait();
    return simulation_.state_hash();
}

}  // namespace dray::view
