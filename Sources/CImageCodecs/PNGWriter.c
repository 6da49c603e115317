#include <stdlib.h>
#include <string.h>

#include "CImageCodecs.h"
#include "PNGState.h"

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
  png_state *state = png_get_io_ptr(png);
  if (count > state->output_capacity - state->output_size) {
    size_t capacity = 2 * state->output_capacity + count;
    uint8_t *output = realloc(state->output, capacity);
    if (!output) png_error(png, "out of memory");
    state->output = output;
    state->output_capacity = capacity;
  }
  memcpy(state->output + state->output_size, bytes, count);
  state->output_size += count;
}

static void flush(png_structp png) { (void)png; }

/// Writes a whole file. Leaves by longjmp on an error.
static void write_file(png_structp png, png_infop info, const uint8_t *pixels, png_codec_layout layout) {
  static const int color_types[] = {
      PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
  if (layout.channels < 1 || layout.channels > 4) png_error(png, "a PNG has 1 to 4 channels");
  png_set_IHDR(
      png, info, layout.width, layout.height, (int)layout.bits, color_types[layout.channels - 1],
      PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (layout.bits == 16) png_set_swap(png);
#endif
  size_t row_size = (size_t)layout.width * layout.channels * (layout.bits / 8);
  for (uint32_t row = 0; row < layout.height; row++) png_write_row(png, pixels + row * row_size);
  png_write_end(png, info);
}

static int write_png(png_state *state, const void *pixels, png_codec_layout layout) {
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, state, png_state_fail, png_state_ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    strcpy(state->message, "out of memory");
    png_destroy_write_struct(&png, NULL);
    return -1;
  }
  // Neither pointer changes after this line, so both are still valid when an error jumps back to it.
  if (setjmp(state->escape)) {
    png_destroy_write_struct(&png, &info);
    return -1;
  }
  png_set_write_fn(png, state, write_bytes, flush);
  write_file(png, info, pixels, layout);
  png_destroy_write_struct(&png, &info);
  return 0;
}

int png_codec_write(
    const void *pixels, png_codec_layout layout, uint8_t **data, size_t *size, char *message) {
  png_state state = {.message = message};
  if (write_png(&state, pixels, layout) != 0) {
    free(state.output);
    return -1;
  }
  *data = state.output;
  *size = state.output_size;
  return 0;
}
