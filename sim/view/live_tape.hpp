// A run that goes on beside the viewer, on a thread of its own. Only plain frames cross over.
#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "engine/recording/gatherer.hpp"
#include "engine/simulation.hpp"
#include "view/tape.hpp"

namespace dray::view {

/// Runs a scenario as far as it is asked to; the past is kept, packed. The run is the same as without a viewer. All calls from
/// one thread.
class LiveTape : public Tape {
  public:
    /// Builds and checks the site; throws InputError.
    LiveTape(engine::LoadedScenario loaded, std::uint64_t seed);
    /// Waits for the tick in progress.
    ~LiveTape() override;

    [[nodiscard]] const engine::Scene& scene() const override { return scene_; }
    [[nodiscard]] std::size_t chunks() const override;
    [[nodiscard]] engine::ChunkSummary summary(std::size_t chunk) const override;
    [[nodiscard]] std::shared_ptr<const engine::Chunk> load(std::size_t chunk) override;
    [[nodiscard]] engine::OrderTrack orders(std::size_t chunk) override;
    [[nodiscard]] bool grows() const override { return true; }
    /// Words of what ended the run before its time.
    [[nodiscard]] std::string notice() const override;

    /// The run goes on until it covers `step`, its end, or a failure.
    void run_to(Step step);
    /// Something that people do, in the next tick of the run.
    /// Its step is set to that of the tick.
    void intervene(const engine::Intervention& deed);
    /// What is to be done at steps that are known; before any step of them is reached.
    void add(const std::vector<engine::Intervention>& known);
    /// All that was done so far, with the steps at which it was.
    [[nodiscard]] std::vector<engine::Intervention> interventions() const;
    /// Returns when it has, or after `most_s` of wall time; says whether it has. Throws what made the run fail.
    bool wait(double most_s = 1e9);
    /// Throws what made the run fail, if anything did.
    void need_sound() const;
    [[nodiscard]] std::uint64_t state_hash();  ///< waits as well

  private:
    void work();
    void publish();
    [[nodiscard]] bool may_tick() const { return !failure_ && now_ < scene_.last_step && now_ < target_; }

    engine::Simulation simulation_;
    engine::FrameGatherer gatherer_;
    engine::Scene scene_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    // Under the mutex:
    Step target_ = 0, now_ = 0;
    bool stop_ = false, busy_ = false;
    std::exception_ptr failure_;
    std::vector<engine::Intervention> asked_;  // not yet done
    std::vector<engine::Intervention> done_;
    std::string words_;
    std::vector<engine::ChunkSummary> summaries_;  // of closed chunks
    std::vector<std::string> packed_;              // their frames
    std::vector<engine::OrderTrack> orders_;       // their orders
    std::shared_ptr<const engine::Chunk> open_;    // the one that grows
    std::shared_ptr<const engine::Chunk> kept_;    // the closed one used last; the viewer's own
    std::size_t kept_number_ = static_cast<std::size_t>(-1);
    std::thread thread_;
};

}  // namespace dray::view
