// The tiles whose pixels a Gaussian's ellipse of smallest drawn opacity reaches, a row of tiles at a time.
//
// Within a row of tiles, the ellipse's rightmost point is the one nearest to its global rightmost point, as its right
// half is a concave function of y; likewise on the left. A small margin covers rounding: compositing tests every pixel
// itself, so a tile too many costs time only.
#pragma once

#include "Constants.cuh"
#include "Types.cuh"

// Tiles that follow each other in one row.
struct TileSpan {
  int first;
  int count;
};

struct TileSpans {
  int firstRow, lastRow;

  __device__ TileSpans(const Splat &splat, const View &view) : e(splat.ellipse), columns(view.columns) {
    curvature = splat.curvature;
    marginX = 0.02f + 0.002f * e.halfWidth;
    const float marginY = 0.02f + 0.002f * e.halfHeight;
    lastX = static_cast<float>(view.width - 1);
    const float lastY = static_cast<float>(view.height - 1);
    const float low = e.meanY - e.halfHeight - 0.5f - marginY, high = e.meanY + e.halfHeight - 0.5f + marginY;
    const float left = e.meanX - e.halfWidth - 0.5f - marginX, right = e.meanX + e.halfWidth - 0.5f + marginX;
    firstY = static_cast<int>(larger(0, low));
    endY = static_cast<int>(smaller(lastY, high)) + 1;
    firstRow = firstY / constants::tileSide;
    lastRow = (endY - 1 > firstY ? endY - 1 : firstY) / constants::tileSide;
    // A box of one row or one column of tiles is reached in all of them, if all of it lies in the image.
    isBox = false;
    if (low >= 0 && high < lastY && left >= 0 && right < lastX) {
      firstColumn = static_cast<int>(left) / constants::tileSide;
      lastColumn = static_cast<int>(right) / constants::tileSide;
      isBox = firstRow == lastRow || firstColumn == lastColumn;
    }
    tip = -0.5f * e.quadraticXY / e.quadraticYY * e.halfWidth;
    inverse = 0.5f / e.quadraticXX;
  }

  // The span in row `row` from firstRow to lastRow; its count may be 0.
  __device__ TileSpan operator[](int row) const {
    const int start = row * columns;
    if (isBox) return {start + firstColumn, lastColumn - firstColumn + 1};
    const int top = row * constants::tileSide, bottom = top + constants::tileSide;
    const float low = static_cast<float>(firstY > top ? firstY : top) + 0.5f - e.meanY;
    const float high = static_cast<float>(endY < bottom ? endY : bottom) - 0.5f - e.meanY;
    const float first = ceilf(e.meanX + offset(smaller(larger(-tip, low), high), -1) - 0.5f - marginX);
    const float last = floorf(e.meanX + offset(smaller(larger(tip, low), high), 1) - 0.5f + marginX);
    if (last < first || last < 0 || first > lastX) return {start, 0};
    // Written so that a NaN, from a Gaussian so flat that its numbers vanish, takes the whole row.
    const int from = first > 0 ? static_cast<int>(first) / constants::tileSide : 0;
    const int to = last < lastX ? static_cast<int>(last) / constants::tileSide : columns - 1;
    return {start + from, to - from + 1};
  }

  // Tiles in all rows.
  __device__ int count() const {
    int total = 0;
    for (int row = firstRow; row <= lastRow; row++) total += (*this)[row].count;
    return total;
  }

 private:
  Ellipse e;
  int columns;
  float curvature;
  float marginX, lastX;
  int firstY, endY;
  bool isBox;
  int firstColumn, lastColumn;
  // dy of the rightmost point.
  float tip;
  float inverse;

  // How far the ellipse's side (1 right, -1 left) is from the mean at `dy` from it.
  __device__ float offset(float dy, float side) const {
    const float excess = e.logOpacity - constants::logMinimumAlpha;
    const float square = larger(-4 * e.quadraticXX * excess - curvature * dy * dy, 0);
    return (-e.quadraticXY * dy - side * sqrtf(square)) * inverse;
  }
};
