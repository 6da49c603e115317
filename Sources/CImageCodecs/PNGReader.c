#include <string.h>

#include "CImageCodecs.h"
#include "PNGState.h"

static void read_bytes(png_structp png, png_bytep bytes, size_t count) {
  png_state *state = png_get_io_ptr(png);
  if (count > state->input_size - state->input_position) png_error(png, "it is cut short");
  memcpy(bytes, state->input + state->input_position, count);
  state->input_position += count;
}

/// Asks for the conversions of `mode`, and for values in this machine's byte order.
static void set_conversions(png_structp png, png_infop info, png_codec_mode mode) {
  if (mode == PNG_CODEC_COLORS) {
    png_set_expand(png);
    int has_alpha = (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA) != 0;
    if (has_alpha || png_get_valid(png, info, PNG_INFO_tRNS)) png_set_gray_to_rgb(png);
  } else {
    png_set_packing(png);
  }
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  png_set_swap(png);
#endif
}

/// Reads the header, and the pixels too where there is a place for them. Leaves by longjmp on an error.
static void read_file(
    png_structp png, png_infop info, png_codec_mode mode, png_codec_layout *layout, uint8_t *pixels) {
  png_read_info(png, info);
  set_conversions(png, info, mode);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (layout) {
    layout->width = png_get_image_width(png, info);
    layout->height = png_get_image_height(png, info);
    layout->channels = png_get_channels(png, info);
    layout->bits = png_get_bit_depth(png, info);
  }
  if (!pixels) return;
  size_t row_size = png_get_rowbytes(png, info);
  uint32_t height = png_get_image_height(png, info);
  for (int pass = 0; pass < passes; pass++)
    for (uint32_t row = 0; row < height; row++) png_read_row(png, pixels + row * row_size, NULL);
  png_read_end(png, NULL);
}

static int read_png(
    png_state *state, png_codec_mode mode, png_codec_layout *layout, void *pixels) {
  png_structp png =
      png_create_read_struct(PNG_LIBPNG_VER_STRING, state, png_state_fail, png_state_ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    strcpy(state->message, "out of memory");
    png_destroy_read_struct(&png, NULL, NULL);
    return -1;
  }
  // Neither pointer changes after this line, so both are still valid when an error jumps back to it.
  if (setjmp(state->escape)) {
    png_destroy_read_struct(&png, &info, NULL);
    return -1;
  }
  png_set_read_fn(png, state, read_bytes);
  read_file(png, info, mode, layout, pixels);
  png_destroy_read_struct(&png, &info, NULL);
  return 0;
}

int png_codec_read_layout(
    const uint8_t *data, size_t size, png_codec_mode mode, png_codec_layout *layout, char *message) {
  png_state state = {.message = message, .input = data, .input_size = size};
  return read_png(&state, mode, layout, NULL);
}

int png_codec_read_pixels(
    const uint8_t *data, size_t size, png_codec_mode mode, void *pixels, char *message) {
  png_state state = {.message = message, .input = data, .input_size = size};
  return read_png(&state, mode, NULL, pixels);
}
