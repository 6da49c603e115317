// One block of threads, each a fibre with a stack of its own, all on the calling thread.
//
// A thread runs until it waits: at the block's barrier, or with other lanes of its warp for an exchange. Whoever completes
// a barrier or an exchange lets the others go on. Nothing runs in lock-step unless it asks for it, as on GPUs since Volta.
#pragma once

#include "KernelEmulation.h"

#include <cstdint>
#include <functional>

namespace emulation {

constexpr int warpSize = 32;
constexpr int maximumThreads = 1024;

// What a warp exchanges at; lanes that meet must be at the same kind.
enum class Exchange { vote, shuffle, barrier };

// Where the fibre is that runs now.
struct Place {
  uint32_t thread, threads, block, blocks;
};
extern thread_local constinit Place current;

// Hands `value` to the lanes of this warp in `mask`, which must hold this one, and waits for theirs: the result is
// valid until this thread's next exchange.
const uint64_t *exchange(uint32_t mask, Exchange kind, uint64_t value);

// Waits for all threads of the block; gives the sum of their values.
int barrier(int value);

// Runs `body` for each thread of each block; returns NULL, or why it cannot end.
const char *run(uint32_t blocks, uint32_t threads, KEOrder order, const std::function<void()> &body);

}  // namespace emulation
