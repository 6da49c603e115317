// The few instructions that the loops of the rasteriser, the image losses and the deformation network need and that
// Swift's standard library has no name for.
#ifndef C_INTRINSICS_H
#define C_INTRINSICS_H

#if defined(__SSE2__)
#include <immintrin.h>
#endif

// Vectors are passed in other registers where the processor has none so wide. All functions here are inlined, so that
// nothing is passed at all.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"

typedef float HFVector16 __attribute__((ext_vector_type(16)));

// sum + a * b by lane: in one rounding where the processor multiplies and adds in one instruction, else in two.
static inline __attribute__((always_inline)) HFVector16 hfMultiplyAdd(HFVector16 sum, HFVector16 a, HFVector16 b) {
#pragma STDC FP_CONTRACT ON
  return a * b + sum;
}

// 1 / x by lane, for finite positive x: an estimate where the processor has one, refined by a step of Newton's
// method, and a division where it has none.
static inline __attribute__((always_inline)) HFVector16 hfReciprocal(HFVector16 x) {
#if defined(__AVX512F__)
  HFVector16 estimate = (HFVector16)_mm512_rcp14_ps((__m512)x);
  HFVector16 error = (HFVector16)_mm512_fnmadd_ps((__m512)x, (__m512)estimate, _mm512_set1_ps(1.0f));
  return (HFVector16)_mm512_fmadd_ps((__m512)estimate, (__m512)error, (__m512)estimate);
#else
  return 1.0f / x;
#endif
}

typedef int HFMask16 __attribute__((ext_vector_type(16)));

// The lanes that are below zero, as bits.
static inline __attribute__((always_inline)) unsigned hfSigns(HFMask16 v) {
#if defined(__AVX512DQ__)
  return _mm512_movepi32_mask((__m512i)v);
#elif defined(__SSE2__)
  __m128 a = (__m128)v.lo.lo, b = (__m128)v.lo.hi, c = (__m128)v.hi.lo, d = (__m128)v.hi.hi;
  return _mm_movemask_ps(a) | _mm_movemask_ps(b) << 4 | _mm_movemask_ps(c) << 8 | _mm_movemask_ps(d) << 12;
#else
  unsigned bits = 0;
  for (int lane = 0; lane < 16; lane++) bits |= (unsigned)(v[lane] < 0) << lane;
  return bits;
#endif
}

// Asks for the cache line at `address`, to be read soon.
static inline __attribute__((always_inline)) void hfPrefetch(const void *address) { __builtin_prefetch(address); }

typedef float HFVector8 __attribute__((ext_vector_type(8)));

// Sums of the two halves.
static inline __attribute__((always_inline)) HFVector8 hfHalves(HFVector16 v) { return v.lo + v.hi; }

// Of each vector's two halves the sum: a's in the low half, b's in the high half.
static inline __attribute__((always_inline)) HFVector8 hfQuarters(HFVector8 a, HFVector8 b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
    + __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
}

// Within each half, sums of neighbouring lanes: a's, then b's.
static inline __attribute__((always_inline)) HFVector8 hfNeighbours(HFVector8 a, HFVector8 b) {
  return __builtin_shufflevector(a, b, 0, 2, 8, 10, 4, 6, 12, 14)
    + __builtin_shufflevector(a, b, 1, 3, 9, 11, 5, 7, 13, 15);
}

// The sum of the lanes of each of eight vectors, in order.
static inline __attribute__((always_inline)) HFVector8 hfLaneSums8(
  HFVector16 a, HFVector16 b, HFVector16 c, HFVector16 d, HFVector16 e, HFVector16 f, HFVector16 g, HFVector16 h
) {
  HFVector8 ae = hfQuarters(hfHalves(a), hfHalves(e)), bf = hfQuarters(hfHalves(b), hfHalves(f));
  HFVector8 cg = hfQuarters(hfHalves(c), hfHalves(g)), dh = hfQuarters(hfHalves(d), hfHalves(h));
  return hfNeighbours(hfNeighbours(ae, bf), hfNeighbours(cg, dh));
}

// Three planes of sixteen pixels as forty-eight numbers, pixel by pixel.
static inline __attribute__((always_inline)) void hfInterleave3(
  HFVector16 a, HFVector16 b, HFVector16 c, float *target
) {
  typedef HFVector16 Unaligned __attribute__((aligned(4)));
  Unaligned *to = (Unaligned *)target;
  HFVector16 ab = __builtin_shufflevector(a, b, 0, 16, 0, 1, 17, 0, 2, 18, 0, 3, 19, 0, 4, 20, 0, 5);
  to[0] = __builtin_shufflevector(ab, c, 0, 1, 16, 3, 4, 17, 6, 7, 18, 9, 10, 19, 12, 13, 20, 15);
  ab = __builtin_shufflevector(a, b, 21, 0, 6, 22, 0, 7, 23, 0, 8, 24, 0, 9, 25, 0, 10, 26);
  to[1] = __builtin_shufflevector(ab, c, 0, 21, 2, 3, 22, 5, 6, 23, 8, 9, 24, 11, 12, 25, 14, 15);
  ab = __builtin_shufflevector(a, b, 0, 11, 27, 0, 12, 28, 0, 13, 29, 0, 14, 30, 0, 15, 31, 0);
  to[2] = __builtin_shufflevector(ab, c, 26, 1, 2, 27, 4, 5, 28, 7, 8, 29, 10, 11, 30, 13, 14, 31);
}

// The other way round: the planes follow each other.
static inline __attribute__((always_inline)) void hfDeinterleave3(const float *source, float *target) {
  typedef HFVector16 Unaligned __attribute__((aligned(4)));
  const Unaligned *from = (const Unaligned *)source;
  Unaligned *to = (Unaligned *)target;
  HFVector16 u = from[0], v = from[1], w = from[2];
  HFVector16 part = __builtin_shufflevector(u, v, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0);
  to[0] = __builtin_shufflevector(part, w, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29);
  part = __builtin_shufflevector(u, v, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0);
  to[1] = __builtin_shufflevector(part, w, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30);
  part = __builtin_shufflevector(u, v, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0);
  to[2] = __builtin_shufflevector(part, w, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31);
}

typedef unsigned HFWord16 __attribute__((ext_vector_type(16)));

// Whether the processor that is built for multiplies bfloat16 numbers.
#if defined(__AVX512BF16__)
enum { hfMultipliesBrainFloats = 1 };
#else
enum { hfMultipliesBrainFloats = 0 };
#endif

// sum + the products of the two bfloat16 numbers in each word, the lower halves and the upper ones.
static inline __attribute__((always_inline)) HFVector16 hfAddBrainFloatProducts(
  HFVector16 sum, HFWord16 a, HFWord16 b
) {
#if defined(__AVX512BF16__)
  return (HFVector16)_mm512_dpbf16_ps((__m512)sum, (__m512bh)a, (__m512bh)b);
#else
  HFVector16 low = (HFVector16)(a << 16) * (HFVector16)(b << 16);
  return sum + low + (HFVector16)(a & 0xffff0000u) * (HFVector16)(b & 0xffff0000u);
#endif
}

#pragma clang diagnostic pop

#endif
