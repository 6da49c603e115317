// The kernels, compiled from the very sources that the program carries.
#include "Dialect.hpp"

#include "Rasterizer.cu"

#include <utility>

namespace {

// Calls a kernel with its arguments behind pointers.
template <typename... Arguments, size_t... indices>
void call(void (*kernel)(Arguments...), void **arguments, std::index_sequence<indices...>) {
  kernel(*static_cast<std::remove_const_t<Arguments> *>(arguments[indices])...);
}

template <auto kernel, typename... Arguments>
void callTyped(void (*)(Arguments...), void **arguments) {
  call<Arguments...>(kernel, arguments, std::index_sequence_for<Arguments...>());
}

template <auto kernel>
void invoke(void **arguments) {
  callTyped<kernel>(kernel, arguments);
}

struct Kernel {
  const char *name;
  void (*invoke)(void **);
};

#define KERNEL(name) {#name, invoke<name>}
constexpr Kernel kernels[] = {
    KERNEL(projectGaussians), KERNEL(evaluateHarmonics), KERNEL(checkValues),      KERNEL(emitPairs16),
    KERNEL(emitPairs32),      KERNEL(findStarts16),      KERNEL(findStarts32),     KERNEL(compositeForward),
    KERNEL(compositeBackward), KERNEL(projectBackward),  KERNEL(harmonicsBackward),
    KERNEL(compositeBackwardByGaussian), KERNEL(comparePhotometry), KERNEL(photometryBackward),
};

// Kernels that are wrong, each in one way.
const Kernel mistaken[] = {
    {"lanes that end early", [](void **) {
       if (threadIdx.x % 2) __syncwarp();
     }},
    {"lane outside its mask", [](void **) { __ballot_sync(1, true); }},
    {"different exchanges", [](void **) {
       if (threadIdx.x % 2) {
         __ballot_sync(wholeWarp, true);
       } else {
         __syncwarp();
       }
     }},
};

const char *launch(const Kernel &kernel, uint32_t blocks, uint32_t threads, void **arguments, KEOrder order) {
  return emulation::run(blocks, threads, order, [&] { kernel.invoke(arguments); });
}

}  // namespace

extern "C" {

const char *keLaunch(const char *name, uint32_t blocks, uint32_t threads, void **arguments, KEOrder order) {
  for (const Kernel &kernel : kernels) {
    if (std::strcmp(kernel.name, name) == 0) return launch(kernel, blocks, threads, arguments, order);
  }
  return "there is no such kernel";
}

const char *keLaunchMistaken(const char *name) {
  for (const Kernel &kernel : mistaken) {
    if (std::strcmp(kernel.name, name) == 0) return launch(kernel, 2, 64, nullptr, KEOrderForward);
  }
  return nullptr;  // Which the tests take for a mistake that went unnoticed.
}

KEConstants keConstants(void) {
  return {
      constants::blur,           constants::minimumAlpha,    constants::maximumAlpha, constants::minimumTransmittance,
      constants::maximumDeterminant, constants::logMinimumAlpha, constants::tileSide, constants::blockSize,
      sizeof(Splat),             sum::stride};
}

}  // extern "C"
