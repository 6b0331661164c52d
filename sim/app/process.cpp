#include "app/process.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "base/stopwatch.hpp"

namespace dray::app {

namespace {

// Made before main. What stood in this process before the program, such as the script that built it, is not its time.
const Stopwatch since_start;

std::atomic<int> signals_seen{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

extern "C" void note_signal(int number) {
    if (signals_seen.fetch_add(1) == 0) return;
    // The user insists: die of the signal as if it had not been caught.
    ::signal(number, SIG_DFL);
    ::raise(number);
}

}  // namespace

double wall_since_start_s() {
    return since_start.elapsed_ms() / 1000;
}

double memory_peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

int usable_cores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

std::string machine_name() {
    std::string model = "unknown processor", line;
    for (std::ifstream cpus("/proc/cpuinfo"); std::getline(cpus, line);) {
        if (line.rfind("model name", 0) != 0) continue;
        model = line.substr(line.find(':') + 2);
        break;
    }
    const double memory_gb = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE)) / 1e9;
    return fmt::format("{}, {} cores, {:.0f} GB", model, usable_cores(), memory_gb);
}

std::string executable_path() {
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

void watch_signals() {
    struct sigaction action {};
    action.sa_handler = note_signal;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        // What the caller has put out of reach stays so: nohup, and background jobs of a shell script.
        struct sigaction before {};
        sigaction(number, nullptr, &before);
        if (before.sa_handler != SIG_IGN) sigaction(number, &action, nullptr);
    }
    // A reader that goes away must not kill a run that still has files to write.
    ::signal(SIGPIPE, SIG_IGN);
}

bool stop_requested() {
    return signals_seen.load() > 0;
}

std::string shipped_file(const std::string& path) {
    for (const std::filesystem::path& base : {std::filesystem::path(executable_path()).parent_path() / "../../..", {"."}}) {
        const std::filesystem::path file = base / path;
        if (std::filesystem::exists(file)) return file.lexically_normal().string();
    }
    throw EnvironmentError(fmt::format("{}: not found beside the program nor here", path));
}

}  // namespace dray::app
