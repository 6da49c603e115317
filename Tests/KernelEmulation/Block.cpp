#include "Block.hpp"

#include <csetjmp>
#include <cstdlib>
#include <memory>
#include <sys/mman.h>
#include <ucontext.h>
#include <vector>

namespace emulation {

thread_local constinit Place current = {};

namespace {

// Not a power of two: else all stacks' tops fall into the same few lines of the cache.
constexpr size_t stackSize = (64 << 10) + 448;

// A fibre is started by ucontext and switched by _setjmp and _longjmp, which spare the system call a switch.
struct Fiber {
  ucontext_t context;
  jmp_buf registers;
  bool isStarted;
};

struct Warp {
  // Lanes that can go on, that are at an exchange, and that have not ended.
  uint32_t ready, arrived, alive;
  uint32_t mask;
  Exchange kind;
  // Values of this exchange and of the one before, which slow lanes may still read.
  uint64_t values[2][warpSize];
  uint32_t turn;
};

class Block {
 public:
  Block()
      : stacks(static_cast<char *>(mmap(
            nullptr, stackSize * maximumThreads, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))),
        fibers(maximumThreads) {
    if (stacks == MAP_FAILED) std::abort();
  }
  ~Block() { munmap(stacks, stackSize * maximumThreads); }

  const char *run(const Place &first, KEOrder givenOrder, const std::function<void()> &givenBody) {
    current = first;
    order = givenOrder;
    body = &givenBody;
    failure = nullptr;
    warps = (current.threads + warpSize - 1) / warpSize;
    waiting = 0;
    barrierSum = 0;
    alive = current.threads;
    for (uint32_t w = 0; w < warps; w++) {
      const uint32_t lanes = current.threads - w * warpSize;
      const uint32_t all = lanes >= warpSize ? ~0u : (1u << lanes) - 1;
      warp[w] = Warp{all, 0, all, 0, Exchange::barrier, {}, 0};
    }
    if (_setjmp(home) == 0) goOn();
    // Fibres that have not come to their end start anew next time.
    if (failure) {
      for (Fiber &fiber : fibers) fiber.isStarted = false;
    }
    return failure;
  }

  const uint64_t *exchange(uint32_t mask, Exchange kind, uint64_t value) {
    Warp &w = warp[current.thread / warpSize];
    const uint32_t lane = current.thread % warpSize, bit = 1u << lane;
    if (!(mask & bit)) fail("a lane is not in the mask of its exchange");
    if (w.arrived == 0) {
      w.mask = mask;
      w.kind = kind;
    } else if (w.mask != mask || w.kind != kind) {
      fail("lanes of a warp meet at different exchanges");
    }
    const uint32_t turn = w.turn;
    w.values[turn][lane] = value;
    w.arrived |= bit;
    if (w.arrived == mask) {
      w.arrived = 0;
      w.turn ^= 1;
      w.ready |= mask;
    } else {
      wait();
    }
    return w.values[turn];
  }

  int barrier(int value) {
    barrierSum += value;
    if (++waiting == alive) {
      finishBarrier();
    } else {
      wait();
    }
    return barrierResult;
  }

 private:
  char *stacks;
  std::vector<Fiber> fibers;
  Warp warp[maximumThreads / warpSize];
  uint32_t warps, waiting, alive;
  int barrierSum, barrierResult;
  KEOrder order;
  const std::function<void()> *body;
  const char *failure;
  jmp_buf home;

  void finishBarrier() {
    barrierResult = barrierSum;
    barrierSum = 0;
    waiting = 0;
    for (uint32_t w = 0; w < warps; w++) warp[w].ready = warp[w].alive;
  }

  // Gives way until somebody lets this thread go on.
  void wait() {
    const uint32_t thread = current.thread;
    warp[thread / warpSize].ready &= ~(1u << thread % warpSize);
    if (_setjmp(fibers[thread].registers) == 0) goOn();
    current.thread = thread;
  }

  // Switches to a thread that can go on: of this warp if there is one, else of the next that has some.
  [[noreturn]] void goOn() {
    const uint32_t own = current.thread / warpSize;
    for (uint32_t step = 0; step < warps; step++) {
      const uint32_t w = order == KEOrderForward ? (own + step) % warps : (own + warps - step) % warps;
      if (warp[w].ready == 0) continue;
      const int lane = order == KEOrderForward ? __builtin_ctz(warp[w].ready) : 31 - __builtin_clz(warp[w].ready);
      switchTo(w * warpSize + lane);
    }
    if (alive > 0) failure = "threads wait for others that have ended, or never come";
    _longjmp(home, 1);
  }

  [[noreturn]] void switchTo(uint32_t thread) {
    current.thread = thread;
    Fiber &fiber = fibers[thread];
    if (fiber.isStarted) _longjmp(fiber.registers, 1);
    fiber.isStarted = true;
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = stacks + thread * stackSize;
    fiber.context.uc_stack.ss_size = stackSize;
    fiber.context.uc_link = nullptr;
    makecontext(&fiber.context, start, 0);
    setcontext(&fiber.context);
    std::abort();
  }

  static void start();

  // The life of a fibre: one thread after the other.
  [[noreturn]] void live() {
    while (true) {
      (*body)();
      Warp &w = warp[current.thread / warpSize];
      const uint32_t bit = 1u << current.thread % warpSize;
      w.ready &= ~bit;
      w.alive &= ~bit;
      // A barrier counts the threads that are left.
      if (--alive > 0 && waiting == alive) finishBarrier();
      if (_setjmp(fibers[current.thread].registers) == 0) goOn();
    }
  }

  [[noreturn]] void fail(const char *reason) {
    failure = reason;
    _longjmp(home, 1);
  }
};

// The block that runs on this thread.
thread_local constinit Block *running = nullptr;

void Block::start() { running->live(); }

}  // namespace

const uint64_t *exchange(uint32_t mask, Exchange kind, uint64_t value) { return running->exchange(mask, kind, value); }

int barrier(int value) { return running->barrier(value); }

const char *run(uint32_t blocks, uint32_t threads, KEOrder order, const std::function<void()> &body) {
  if (threads == 0 || threads > maximumThreads) return "a block has 1 to 1024 threads";
  // A thread that launches kernels keeps its stacks.
  static thread_local const std::unique_ptr<Block> block = std::make_unique<Block>();
  running = block.get();
  for (uint32_t i = 0; i < blocks; i++) {
    const uint32_t index = order == KEOrderForward ? i : blocks - 1 - i;
    const uint32_t thread = order == KEOrderForward ? 0 : threads - 1;
    if (const char *failure = block->run({thread, threads, index, blocks}, order, body)) return failure;
  }
  return nullptr;
}

}  // namespace emulation
