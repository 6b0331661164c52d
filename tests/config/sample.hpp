// A scenario of the tests: one field of every kind.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "config/table.hpp"

namespace sample {

struct Drive {
    double speed_mps = 1.5;
    bool lifts = true;
    friend bool operator==(const Drive&, const Drive&) = default;
};

struct Fleet {
    std::string name = "drives";
    std::int64_t count = 10;
    Drive drive;
    std::vector<std::string> tags;
    friend bool operator==(const Fleet&, const Fleet&) = default;
};

struct Demand {
    double orders_per_h = 300;
    std::string policy = "nearest";
    std::vector<double> weights = {0.5, 0.25};
    friend bool operator==(const Demand&, const Demand&) = default;
};

struct Site {
    std::string title = "a site";
    std::int64_t seed = 1;
    double offset_m = 0;
    bool record = false;
    Demand demand;
    std::vector<Fleet> fleets;
    std::vector<std::string> notes;
    friend bool operator==(const Site&, const Site&) = default;
};

const dray::config::Table& site_table();

/// Reads a text and fills a site; every fault as one line, with "in" as the name of the file.
struct Outcome {
    Site site;
    std::vector<std::string> faults;
    /// All faults, one a line.
    [[nodiscard]] std::string text() const;
};
Outcome read_site(const std::string& text, const std::vector<std::string>& overrides = {});

/// A directory for the files of one test, gone at its end.
class Folder {
  public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();
    /// Writes a file and gives its path.
    std::string write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string path(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

}  // namespace sample
