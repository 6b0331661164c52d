#include "app/guard.hpp"

#include <new>

#include "app/output.hpp"
#include "base/check.hpp"
#include "base/error.hpp"

namespace dray::app {

ExitCode finished(ExitCode code) {
    const std::string_view fault = flush_output();
    if (fault.empty()) return code;
    tell("dray: standard output could not be written: {}\n", fault);
    return code == ExitCode::Ok ? ExitCode::InputOutput : code;
}

ExitCode guarded(const Action& action) {
    try {
        return action();
    } catch (const InputError& error) {
        for (const Diagnostic& d : error.diagnostics())
            tell("{}\n", d.text());
        if (error.diagnostics().size() > 1) tell("{} errors\n", error.diagnostics().size());
        return ExitCode::InvalidInput;
    } catch (const UsageError& error) {
        tell("dray: {}\n", error.what());
        return ExitCode::Usage;
    } catch (const EnvironmentError& error) {
        tell("dray: {}\n", error.what());
        return ExitCode::InputOutput;
    } catch (const BugError& error) {
        tell("dray: {}\nThis is a fault of Dray, not of your input. Please report it with the lines above.\n", error.what());
        return ExitCode::Bug;
    } catch (const std::bad_alloc&) {
        tell("dray: out of memory\n");
        return ExitCode::InputOutput;
    } catch (const std::exception& error) {
        tell("dray: unexpected error: {}\nThis is a fault of Dray, not of your input. Please report it.\n", error.what());
        return ExitCode::Bug;
    }
}

}  // namespace dray::app
