// Whether there is a display to draw on, asked before anything that would end the program without one.
#pragma once

namespace dray::view {

/// Throws EnvironmentError with one sentence when no display answers. Call it before anything else that draws; from then on the
/// graphics library's own messages are not printed.
void need_display();

}  // namespace dray::view
