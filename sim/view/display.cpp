#include "view/display.hpp"

#include <SFML/System/Err.hpp>
#include <cstdlib>
#include <string>

#include "base/error.hpp"

// Last: it defines words of its own.
#include <X11/Xlib.h>

namespace dray::view {

void need_display() {
    sf::err().rdbuf(nullptr);
    const char* name = std::getenv("DISPLAY");
    // The connection is kept: a virtual display begins anew when its last client leaves, and answers nobody meanwhile.
    static Display* display = nullptr;
    if (display == nullptr) display = ::XOpenDisplay(nullptr);
    if (display != nullptr) return;
    const std::string which =
        name == nullptr || *name == '\0' ? "DISPLAY is not set" : "nothing answers at DISPLAY=" + std::string(name);
    throw EnvironmentError("there is no display to draw on (" + which +
                           "); without a screen, put `xvfb-run -a` before the command");
}

}  // namespace dray::view
