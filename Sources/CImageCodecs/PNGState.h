#ifndef PNG_STATE_H
#define PNG_STATE_H

#include <png.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

/// What libpng's callbacks share with the functions that call it.
typedef struct {
  jmp_buf escape;
  /// Where an error is told: PNG_CODEC_MESSAGE_SIZE characters.
  char *message;
  /// The file that is read, and how far it is.
  const uint8_t *input;
  size_t input_size;
  size_t input_position;
  /// The file that is written, and its room.
  uint8_t *output;
  size_t output_size;
  size_t output_capacity;
} png_state;

/// libpng's callback for errors: keeps the message and does not return.
void png_state_fail(png_structp png, png_const_charp message);

/// libpng's callback for warnings, which are nothing that a user can act upon.
void png_state_ignore(png_structp png, png_const_charp message);

#endif
