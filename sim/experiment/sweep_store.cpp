#include "experiment/sweep_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <map>

#include "base/error.hpp"

namespace dray::experiment {

namespace {

constexpr int kApplicationId = 0x44524159;  // "DRAY"
constexpr int kVersion = 1;
constexpr int kBusy_ms = 60000;

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS run(
    id INTEGER PRIMARY KEY, scenario TEXT NOT NULL, scenario_hash TEXT NOT NULL, overrides TEXT NOT NULL,
    replication INTEGER NOT NULL, seed INTEGER NOT NULL, build TEXT NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL,
    state_hash TEXT NOT NULL, wall_s REAL NOT NULL, UNIQUE(scenario_hash, overrides, seed, build));
CREATE TABLE IF NOT EXISTS figure(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, metric TEXT NOT NULL, value REAL NOT NULL,
    PRIMARY KEY(run, metric)) WITHOUT ROWID;
CREATE VIEW IF NOT EXISTS result AS
    SELECT scenario, overrides, replication, seed, build, status, metric, value FROM run LEFT JOIN figure ON figure.run = run.id;
)";

// Lines, since values may hold blanks.
std::string joined(const Point& point) {
    return fmt::format("{}", fmt::join(point, "\n"));
}

Point split(const std::string& text) {
    Point out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

// A path inside the address of a file: what would end it there is written as its number.
std::string uri_escaped(const std::string& path) {
    std::string out;
    for (const char c : path)
        out += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02x}", static_cast<unsigned>(c)) : std::string(1, c);
    return out;
}

}  // namespace

struct SweepStore::Impl {
    std::filesystem::path path;
    sqlite3* database = nullptr;

    [[noreturn]] void fail() const {
        const int code = database == nullptr ? SQLITE_NOMEM : sqlite3_errcode(database);
        const std::string words = fmt::format("{}: {}", path.string(), sqlite3_errmsg(database));
        if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) throw InputError(words);
        throw EnvironmentError(words);
    }

    void execute(const std::string& sql) const {
        if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
    }

    // A statement with its values, in the order of their question marks.
    class Statement {
      public:
        Statement(const Impl& store, const char* sql) : store_(store) {
            if (sqlite3_prepare_v2(store.database, sql, -1, &statement_, nullptr) != SQLITE_OK) store.fail();
        }
        ~Statement() { sqlite3_finalize(statement_); }
        Statement(const Statement&) = delete;
        Statement& operator=(const Statement&) = delete;

        Statement& text(const std::string& value) {
            return checked(
                sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT));
        }
        Statement& integer(std::int64_t value) { return checked(sqlite3_bind_int64(statement_, ++bound_, value)); }
        Statement& real(double value) { return checked(sqlite3_bind_double(statement_, ++bound_, value)); }
        // Whether there is a row.
        bool step() {
            const int code = sqlite3_step(statement_);
            if (code != SQLITE_ROW && code != SQLITE_DONE) store_.fail();
            return code == SQLITE_ROW;
        }
        [[nodiscard]] std::string text_at(int column) const {
            const unsigned char* value = sqlite3_column_text(statement_, column);
            return value == nullptr ? std::string() : reinterpret_cast<const char*>(value);
        }
        [[nodiscard]] std::int64_t integer_at(int column) const { return sqlite3_column_int64(statement_, column); }
        [[nodiscard]] double real_at(int column) const { return sqlite3_column_double(statement_, column); }

      private:
        Statement& checked(int code) {
            if (code != SQLITE_OK) store_.fail();
            return *this;
        }
        const Impl& store_;
        sqlite3_stmt* statement_ = nullptr;
        int bound_ = 0;
    };

    // Everything inside happens or nothing does.
    class Transaction {
      public:
        explicit Transaction(const Impl& store) : store_(store) { store_.execute("BEGIN IMMEDIATE"); }
        ~Transaction() {
            if (!done_) sqlite3_exec(store_.database, "ROLLBACK", nullptr, nullptr, nullptr);
        }
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        void commit() {
            store_.execute("COMMIT");
            done_ = true;
        }

      private:
        const Impl& store_;
        bool done_ = false;
    };

    void open(const std::filesystem::path& file) {
        path = file;
        if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) fail();
        sqlite3_extended_result_codes(database, 0);
        sqlite3_busy_timeout(database, kBusy_ms);
        execute("PRAGMA foreign_keys=ON");
        const bool fresh =
            pragma("application_id") == 0 && pragma("user_version") == 0 && count("SELECT count(*) FROM sqlite_master") == 0;
        if (!fresh) check_kind();
        execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        if (!fresh) return;
        Transaction transaction(*this);
        execute(kTables);
        execute(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", kApplicationId, kVersion));
        transaction.commit();
    }

    // Where nothing can be written SQLite has no place for what readers and writers share. A file whose last writer has left
    // nothing beside it is whole without that.
    void open_to_read(const std::filesystem::path& file) {
        path = file;
        if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) fail();
        sqlite3_busy_timeout(database, kBusy_ms);
        const int code = sqlite3_exec(database, "SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr);
        if ((code == SQLITE_CANTOPEN || code == SQLITE_READONLY) && !std::filesystem::exists(file.string() + "-wal")) {
            sqlite3_close(database);
            const std::string whole = "file:" + uri_escaped(file.string()) + "?immutable=1";
            if (sqlite3_open_v2(whole.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr) != SQLITE_OK) fail();
        }
        check_kind();
    }

    void check_kind() const {
        if (pragma("application_id") != kApplicationId || pragma("user_version") != kVersion)
            throw InputError(fmt::format("{}: it is not a sweep of this version of the program", path.string()));
    }

    [[nodiscard]] std::int64_t count(const char* sql) const {
        Statement statement(*this, sql);
        return statement.step() ? statement.integer_at(0) : 0;
    }
    [[nodiscard]] std::int64_t pragma(const char* name) const { return count(fmt::format("PRAGMA {}", name).c_str()); }
};

SweepStore::SweepStore(const std::filesystem::path& path, Access access) : impl_(std::make_unique<Impl>()) {
    try {
        access == Access::Write ? impl_->open(path) : impl_->open_to_read(path);
    } catch (...) {
        sqlite3_close(impl_->database);
        throw;
    }
}

SweepStore::~SweepStore() {
    sqlite3_close(impl_->database);
}

bool SweepStore::has(const SweepBase& base, const Point& point, std::uint64_t seed) const {
    Impl::Statement find(*impl_, "SELECT 1 FROM run WHERE scenario_hash=? AND overrides=? AND seed=? AND build=?");
    return find.text(base.scenario_hash).text(joined(point)).integer(static_cast<std::int64_t>(seed)).text(base.build).step();
}

void SweepStore::add(const SweepBase& base, const Point& point, const Replication& run) {
    Impl::Transaction transaction(*impl_);
    Impl::Statement insert(
        *impl_,
        "INSERT OR IGNORE INTO run(scenario, scenario_hash, overrides, replication, seed, build, status, message, "
        "state_hash, wall_s) VALUES(?,?,?,?,?,?,?,?,?,?)");
    insert.text(base.scenario).text(base.scenario_hash).text(joined(point)).integer(static_cast<std::int64_t>(run.number));
    insert.integer(static_cast<std::int64_t>(run.seed)).text(base.build).text(std::string(word_of(run.status))).text(run.message);
    insert.text(run.state_hash).real(run.wall_s).step();
    if (sqlite3_changes(impl_->database) > 0) {
        const std::int64_t id = sqlite3_last_insert_rowid(impl_->database);
        for (const auto& [metric, value] : run.figures)
            Impl::Statement(*impl_, "INSERT INTO figure VALUES(?,?,?)").integer(id).text(metric).real(value).step();
    }
    transaction.commit();
}

std::size_t SweepStore::forget_failed(const SweepBase& base) {
    Impl::Statement remove(*impl_, "DELETE FROM run WHERE scenario_hash=? AND build=? AND status<>'ok'");
    remove.text(base.scenario_hash).text(base.build).step();
    return static_cast<std::size_t>(sqlite3_changes(impl_->database));
}

std::size_t SweepStore::merge(const std::filesystem::path& other) {
    // Opened first on its own, so that a file that is none of ours is refused, and what a killed writer left is put in order.
    if (!std::filesystem::exists(other)) throw EnvironmentError(fmt::format("{}: there is no such file", other.string()));
    { const SweepStore check(other); }
    Impl::Statement(*impl_, "ATTACH ? AS other").text(other.string()).step();
    const std::int64_t before = impl_->count("SELECT count(*) FROM run");
    {
        Impl::Transaction transaction(*impl_);
        impl_->execute(
            "INSERT OR IGNORE INTO main.run(scenario, scenario_hash, overrides, replication, seed, build, status, message, "
            "state_hash, "
            "wall_s) SELECT scenario, scenario_hash, overrides, replication, seed, build, status, message, state_hash, wall_s "
            "FROM other.run ORDER BY id;"
            "INSERT OR IGNORE INTO main.figure SELECT mine.id, theirs_figure.metric, theirs_figure.value FROM other.figure AS "
            "theirs_figure JOIN other.run AS theirs ON theirs.id = theirs_figure.run JOIN main.run AS mine USING(scenario_hash, "
            "overrides, "
            "seed, build)");
        transaction.commit();
    }
    impl_->execute("DETACH other");
    return static_cast<std::size_t>(impl_->count("SELECT count(*) FROM run") - before);
}

std::vector<SweepBase> SweepStore::newest() const {
    Impl::Statement bases(
        *impl_,
        "SELECT scenario, scenario_hash, build FROM run WHERE id IN (SELECT max(id) FROM run GROUP BY scenario_hash) "
        "ORDER BY id");
    std::vector<SweepBase> out;
    while (bases.step())
        out.push_back({bases.text_at(0), bases.text_at(1), bases.text_at(2)});
    return out;
}

std::vector<PointResult> SweepStore::results(const SweepBase* base) const {
    Impl::Statement runs(
        *impl_,
        "SELECT id, scenario, scenario_hash, overrides, build, replication, seed, status, message, state_hash, wall_s "
        "FROM run WHERE (?='' OR (scenario_hash=? AND build=?)) ORDER BY id");
    const std::string hash = base == nullptr ? "" : base->scenario_hash, build = base == nullptr ? "" : base->build;
    runs.text(hash).text(hash).text(build);
    std::vector<PointResult> out;
    std::map<std::string, std::size_t> place;  // scenario, overrides and build -> in `out`
    while (runs.step()) {
        const std::string overrides = runs.text_at(3);
        const auto [found, fresh] = place.emplace(runs.text_at(2) + "\n" + overrides + "\n" + runs.text_at(4), out.size());
        if (fresh) {
            const Point point = split(overrides);
            out.push_back(
                {{runs.text_at(1), runs.text_at(2), runs.text_at(4)}, fmt::format("{}", fmt::join(point, " ")), point, {}});
        }
        const std::string status = runs.text_at(7);
        Replication r{.number = static_cast<std::size_t>(runs.integer_at(5)),
                      .seed = static_cast<std::uint64_t>(runs.integer_at(6)),
                      .status = status == "ok" ? RunStatus::Ok : RunStatus::Failed,
                      .state_hash = runs.text_at(9),
                      .wall_s = runs.real_at(10),
                      .figures = {},
                      .message = runs.text_at(8)};
        Impl::Statement figures(*impl_, "SELECT metric, value FROM figure WHERE run=? ORDER BY metric");
        figures.integer(runs.integer_at(0));
        while (figures.step())
            r.figures.emplace_back(figures.text_at(0), figures.real_at(1));
        arrange(r.figures);
        out[found->second].replications.push_back(std::move(r));
    }
    for (PointResult& result : out)
        std::ranges::sort(result.replications, {}, &Replication::number);
    return out;
}

}  // namespace dray::experiment
