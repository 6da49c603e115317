// A device of LibTorch's that behaves as a GPU does, on the processor.
//
// It is registered as LibTorch's private device (PrivateUse1) when a program that is linked with it starts. Its tensors lie
// in the processor's memory, where kernels that are emulated find them, but for LibTorch they are elsewhere: an operation on
// tensors of it and of the processor together is refused, nothing of it can be read in place, and its part of a backward
// pass runs on a thread of its own.
#ifndef DEVICE_EMULATION_H
#define DEVICE_EMULATION_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// How many operations have been computed for the device so far.
int64_t deOperationCount(void);

#ifdef __cplusplus
}
#endif
#endif
