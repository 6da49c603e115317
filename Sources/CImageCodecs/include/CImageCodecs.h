// libpng behind functions that return: it reports errors by longjmp, which Swift code cannot survive.
#ifndef C_IMAGE_CODECS_H
#define C_IMAGE_CODECS_H

#include <stddef.h>
#include <stdint.h>

#define PNG_CODEC_MESSAGE_SIZE 128

/// How pixels are handed out.
typedef enum {
  /// Palettes and transparent colours resolved, fewer than 8 bits widened to the full range.
  PNG_CODEC_COLORS,
  /// Grey values and palette indices as they stand in the file, one byte (or two) each.
  PNG_CODEC_RAW,
} png_codec_mode;

/// What pixels are handed out, or to be written.
typedef struct {
  uint32_t width;
  uint32_t height;
  /// Values a pixel: 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.
  uint32_t channels;
  /// Bits a value: 8 or 16, in this machine's byte order.
  uint32_t bits;
} png_codec_layout;

/// Finds the layout of the PNG file of `size` bytes at `data`. 0, or -1 with `message` set.
int png_codec_read_layout(
    const uint8_t *data, size_t size, png_codec_mode mode, png_codec_layout *layout, char *message);

/// Decodes that file to `pixels`, which must have room for all of the layout. 0, or -1 with `message` set.
int png_codec_read_pixels(
    const uint8_t *data, size_t size, png_codec_mode mode, void *pixels, char *message);

/// Encodes `pixels`. 0 with `data` (to be freed with `free`) and `size` set, or -1 with `message` set.
int png_codec_write(
    const void *pixels, png_codec_layout layout, uint8_t **data, size_t *size, char *message);

#endif
