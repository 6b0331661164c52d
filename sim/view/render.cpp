#include "view/render.hpp"

#include <fmt/format.h>
#include <stb/stb_image_write.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "view/display.hpp"
#include "view/film_pipe.hpp"

namespace dray::view {

namespace {

/// Draws pictures larger than asked and shrinks them, so that all edges are smooth.
class Studio {
  public:
    Studio(Tape& tape, const PictureRequest& request, const RenderSize& size)
        : size_(size), request_(request), maker_(toolkit_, tape) {
        factor_ = std::max(size.width, size.height) * 2 <= sf::Texture::getMaximumSize() ? 2 : 1;
        if (!target_.create(size.width * factor_, size.height * factor_)) {
            throw EnvironmentError(fmt::format("this display cannot draw pictures of {} x {} pixels; the largest is {}",
                                               size.width, size.height, sf::Texture::getMaximumSize()));
        }
        request_.scale *= factor_;
    }

    /// The picture as bytes of red, green, blue and opacity, row by row; valid until the next call.
    const std::vector<sf::Uint8>& draw(double step) {
        maker_.draw(target_, request_, step);
        target_.display();
        const sf::Image image = target_.getTexture().copyToImage();
        const sf::Uint8* from = image.getPixelsPtr();
        pixels_.resize(std::size_t{4} * size_.width * size_.height);
        const std::size_t row = std::size_t{4} * size_.width * factor_;
        for (std::size_t y = 0; y < size_.height; ++y)
            for (std::size_t x = 0; x < size_.width; ++x)
                for (std::size_t c = 0; c < 4; ++c)
                    pixels_[4 * (y * size_.width + x) + c] = mean(from + y * factor_ * row + 4 * x * factor_ + c, row);
        return pixels_;
    }

  private:
    [[nodiscard]] sf::Uint8 mean(const sf::Uint8* corner, std::size_t row) const {
        if (factor_ == 1) return *corner;
        return static_cast<sf::Uint8>((corner[0] + corner[4] + corner[row] + corner[row + 4] + 2) / 4);
    }

    RenderSize size_;
    PictureRequest request_;
    unsigned factor_ = 1;
    Toolkit toolkit_;
    PictureMaker maker_;
    sf::RenderTexture target_;
    std::vector<sf::Uint8> pixels_;
};

}  // namespace

void render_png(Tape& tape, const PictureRequest& request, const RenderSize& size, double step,
                const std::filesystem::path& file) {
    need_display();
    // A place that cannot be written is found before the work.
    WholeFile out(file);
    Studio studio(tape, request, size);
    std::string bytes;
    const auto append = [](void* context, void* data, int count) {
        static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<std::size_t>(count));
    };
    const auto width = static_cast<int>(size.width), height = static_cast<int>(size.height);
    if (stbi_write_png_to_func(append, &bytes, width, height, 4, studio.draw(step).data(), 4 * width) == 0)
        throw EnvironmentError(fmt::format("{}: the picture cannot be packed", file.string()));
    out.write(bytes);
    out.commit();
}

void render_mp4(Tape& tape, const PictureRequest& request, const RenderSize& size, const Film& film,
                const std::filesystem::path& file) {
    need_display();
    FilmPipe pipe(file, size.width, size.height, film.frames_per_second);
    Studio studio(tape, request, size);
    const double pace = film.speed * tape.scene().steps_per_second / film.frames_per_second;
    const auto frames = static_cast<long>((film.to_step - film.from_step) / pace) + 1;
    for (long i = 0; i < frames; ++i)
        pipe.write(studio.draw(film.from_step + static_cast<double>(i) * pace));
    pipe.finish();
}

}  // namespace dray::view
