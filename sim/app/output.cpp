#include "app/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace dray::app {

namespace {

int output_error = 0;

void note_failure() {
    if (output_error == 0) output_error = errno != 0 ? errno : EIO;
}

}  // namespace

void claim_standard_streams() {
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(number, F_GETFD) != -1 || errno != EBADF) continue;
        // The lowest free number is taken, which is this one. Opened for reading, standard output reports what it cannot take.
        if (::open("/dev/null", number == STDERR_FILENO ? O_WRONLY : O_RDONLY) < 0) return;
    }
}

void say(std::string_view text) {
    errno = 0;
    if (output_error == 0 && std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_failure();
}

void tell(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

std::string_view flush_output() {
    errno = 0;
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) note_failure();
    return output_error == 0 ? std::string_view() : std::string_view(std::strerror(output_error));
}

}  // namespace dray::app
