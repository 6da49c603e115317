// Handles: their properties, their memory, the machine.
#include "Support.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <dlfcn.h>
#include <torch/csrc/autograd/generated/variable_factories.h>
#include <torch/version.h>
#include <unistd.h>

namespace {

// LibTorch's library for CUDA: whether it is there, and why it could not be loaded.
struct CUDALibrary {
  bool isThere = false;
  std::string problem;

  // It lies beside the library that this program is linked with. Loaded, it registers itself and all its operators.
  CUDALibrary() {
    Dl_info place;
    const void *symbol = dlsym(RTLD_DEFAULT, "aoti_torch_device_type_cpu");
    if (!symbol || dladdr(symbol, &place) == 0) return;
    std::string path = place.dli_fname;
    path = path.substr(0, path.rfind('/') + 1) + "libtorch_cuda.so";
    if (access(path.c_str(), F_OK) != 0) return;
    isThere = true;
    // Its own symbols are looked for by name too.
    if (!dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL)) problem = dlerror();
  }

  static const CUDALibrary &shared() {
    static const CUDALibrary library;
    return library;
  }
};

c10::Device deviceOf(int32_t type, int32_t index) {
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

} // namespace

extern "C" {

void hfErrorFree(HFError error) { std::free(error); }

HFTensor hfTensorRetain(HFTensor tensor) { return wrap(unwrap(tensor)); }

void hfTensorRelease(HFTensor tensor) { delete &unwrap(tensor); }

int64_t hfTensorRank(HFTensor tensor) { return unwrap(tensor).dim(); }

void hfTensorSizes(HFTensor tensor, int64_t *sizes) {
  for (int64_t size : unwrap(tensor).sizes()) *sizes++ = size;
}

int64_t hfTensorCount(HFTensor tensor) { return unwrap(tensor).numel(); }

int32_t hfTensorScalarType(HFTensor tensor) { return static_cast<int32_t>(unwrap(tensor).scalar_type()); }

void hfTensorDevice(HFTensor tensor, int32_t *type, int32_t *index) {
  const auto device = unwrap(tensor).device();
  *type = static_cast<int32_t>(device.type());
  *index = device.index();
}

bool hfTensorIsContiguous(HFTensor tensor) { return unwrap(tensor).is_contiguous(); }

HFError hfTensorData(HFTensor tensor, void **data) {
  return guarded([&] {
    TORCH_CHECK(unwrap(tensor).device().is_cpu(), "the storage of a tensor on another device cannot be read");
    *data = unwrap(tensor).data_ptr();
  });
}

HFError hfTensorAddress(HFTensor tensor, void **address) {
  return guarded([&] { *address = unwrap(tensor).data_ptr(); });
}

HFError hfTensorFromMemory(
    void *data, const int64_t *sizes, int64_t rank, int32_t scalarType, void (*release)(void *), void *context,
    HFTensor *made) {
  return guarded([&] {
    const auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(scalarType));
    *made = wrap(at::from_blob(
        data, at::IntArrayRef(sizes, rank), [=](void *) { release(context); }, options));
  });
}

bool hfAutocastEnabled(int32_t deviceType) {
  return at::autocast::is_autocast_enabled(static_cast<at::DeviceType>(deviceType));
}

int32_t hfAutocastScalarType(int32_t deviceType) {
  return static_cast<int32_t>(at::autocast::get_autocast_dtype(static_cast<at::DeviceType>(deviceType)));
}

void hfSetAutocast(int32_t deviceType, bool enabled, int32_t scalarType) {
  const auto type = static_cast<at::DeviceType>(deviceType);
  at::autocast::set_autocast_dtype(type, static_cast<at::ScalarType>(scalarType));
  at::autocast::set_autocast_enabled(type, enabled);
}

void hfClearAutocastCache(void) { at::autocast::clear_cache(); }

HFGenerator hfGeneratorMake(uint64_t seed) {
  return reinterpret_cast<HFGenerator>(new at::Generator(at::detail::createCPUGenerator(seed)));
}

void hfGeneratorRelease(HFGenerator generator) { delete &unwrap(generator); }

HFTensor hfGeneratorState(HFGenerator generator) { return wrap(unwrap(generator).get_state()); }

HFError hfGeneratorSetState(HFGenerator generator, HFTensor state) {
  return guarded([&] { unwrap(generator).set_state(unwrap(state)); });
}

HFError hfCUDALoad(bool *built) {
  return guarded([&] {
    const CUDALibrary &library = CUDALibrary::shared();
    *built = library.isThere;
    TORCH_CHECK(library.problem.empty(), library.problem);
    if (library.isThere && hfCUDADeviceCount() > 0) at::globalContext().lazyInitDevice(at::kCUDA);
  });
}

int32_t hfCUDADeviceCount(void) { return at::hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0; }

HFError hfCUDACurrentStream(int32_t device, void **stream) {
  return guarded([&] {
    // Part of LibTorch's C interface; looked up, as a LibTorch for processors alone does not have it.
    using Function = int32_t (*)(int32_t, void **);
    static const auto currentStream =
        reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, "aoti_torch_get_current_cuda_stream"));
    TORCH_CHECK(currentStream, "this LibTorch has no CUDA");
    TORCH_CHECK(currentStream(device, stream) == 0, "LibTorch has no stream for GPU ", device);
  });
}

bool hfHasDevice(int32_t type) { return c10::impl::hasDeviceGuardImpl(static_cast<c10::DeviceType>(type)); }

HFError hfDeviceSynchronize(int32_t type, int32_t index) {
  return guarded([&] {
    const auto device = deviceOf(type, index);
    c10::impl::getDeviceGuardImpl(device.type())->synchronizeDevice(device.index());
  });
}

HFError hfDevicePeakMemory(int32_t type, int32_t index, int64_t *bytes) {
  return guarded([&] {
    const auto device = deviceOf(type, index);
    // The first of the figures is that of all pools together.
    *bytes = c10::getDeviceAllocator(device.type())->getDeviceStats(device.index()).allocated_bytes[0].peak;
  });
}

HFError hfDeviceForgetPeakMemory(int32_t type, int32_t index) {
  return guarded([&] {
    const auto device = deviceOf(type, index);
    c10::getDeviceAllocator(device.type())->resetPeakStats(device.index());
  });
}

int32_t hfThreadCount(void) { return at::get_num_threads(); }

void hfSetThreadCount(int32_t count) { at::set_num_threads(count); }

const char *hfVersion(void) { return TORCH_VERSION; }

} // extern "C"
