// The rasteriser's CUDA kernels as ordinary C++, run by emulated blocks, warps and threads.
#ifndef KERNEL_EMULATION_H
#define KERNEL_EMULATION_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The order in which the threads of a block, the warps and the blocks take turns: a correct kernel's result depends on it
// by rounding alone.
typedef enum { KEOrderForward, KEOrderReverse } KEOrder;

// Runs kernel `name` with one pointer to each argument, as cuLaunchKernel takes them. Returns NULL, or what went wrong: an
// unknown kernel, or threads that wait for each other for ever. The message is static.
const char *keLaunch(const char *name, uint32_t blocks, uint32_t threads, void **arguments, KEOrder order);

// The kernels' constants.
typedef struct {
  float blur, minimumAlpha, maximumAlpha, minimumTransmittance, maximumDeterminant, logMinimumAlpha;
  int32_t tileSide, blockSize;
  int64_t splatSize, sumCount;
} KEConstants;
KEConstants keConstants(void);

// Runs a kernel that is wrong on purpose, in the way that `name` says. Returns what was noticed, or NULL.
const char *keLaunchMistaken(const char *name);

#ifdef __cplusplus
}
#endif
#endif
