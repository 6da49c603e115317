#include "PNGState.h"

#include <stdio.h>

#include "CImageCodecs.h"

void png_state_fail(png_structp png, png_const_charp message) {
  png_state *state = png_get_error_ptr(png);
  snprintf(state->message, PNG_CODEC_MESSAGE_SIZE, "%s", message);
  longjmp(state->escape, 1);
}

void png_state_ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}
