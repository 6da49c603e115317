// The device: its memory, the few operations that it needs of its own, and the processor's for all others.
#include "DeviceEmulation.h"

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>
#include <ATen/detail/PrivateUse1HooksInterface.h>
#include <ATen/native/CPUFallback.h>
#include <ATen/ops/_reshape_alias_native.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/unfold_native.h>
#include <ATen/ops/view_native.h>
#include <atomic>
#include <c10/core/Allocator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <cstdlib>
#include <cstring>
#include <torch/library.h>

namespace {

constexpr auto deviceType = c10::DeviceType::PrivateUse1;
constexpr c10::DispatchKeySet keys(c10::DispatchKey::PrivateUse1);
std::atomic<int64_t> operationCount{0};

struct Memory final : c10::Allocator {
  c10::DataPtr allocate(size_t count) override {
    constexpr size_t alignment = 64;
    void *address = count ? std::aligned_alloc(alignment, (count + alignment - 1) / alignment * alignment) : nullptr;
    return {address, address, std::free, c10::Device(deviceType, 0)};
  }
  c10::DeleterFnPtr raw_deleter() const override { return std::free; }
  void copy_data(void *to, const void *from, size_t count) const override { std::memcpy(to, from, count); }
};

Memory memory;
REGISTER_ALLOCATOR(deviceType, &memory);

// One device, 0.
struct Guard final : c10::impl::NoOpDeviceGuardImpl<deviceType> {
  c10::Device exchangeDevice(c10::Device) const override { return c10::Device(deviceType, 0); }
  c10::Device getDevice() const override { return c10::Device(deviceType, 0); }
  c10::Stream getStream(c10::Device) const noexcept override {
    return c10::Stream(c10::Stream::DEFAULT, c10::Device(deviceType, 0));
  }
  // An operation is done when it returns: there is nothing to note or to wait for.
  void record(void **, const c10::Stream &, const c10::DeviceIndex, const c10::EventFlag) const override {}
  void block(void *, const c10::Stream &) const override {}
  bool queryEvent(void *) const override { return true; }
};
C10_REGISTER_GUARD_IMPL(PrivateUse1, Guard);

// What the backward pass asks an accelerator.
struct Hooks final : at::PrivateUse1HooksInterface {
  bool isBuilt() const override { return true; }
  bool isAvailable() const override { return true; }
  bool hasPrimaryContext(c10::DeviceIndex) const override { return true; }

  Hooks() {
    c10::register_privateuse1_backend("emulated");
    at::RegisterPrivateUse1HooksInterface(this);
  }
};

Hooks hooks;

// The same memory as a tensor of the processor.
at::Tensor exposed(const at::Tensor &tensor) {
  if (tensor.device().type() != deviceType) return tensor;
  return at::from_blob(
      tensor.data_ptr(), tensor.sizes(), tensor.strides(), tensor.options().device(at::kCPU).requires_grad(false));
}

at::Tensor emptyOfFormat(
    at::IntArrayRef size, std::optional<at::ScalarType> type, std::optional<at::Layout>, std::optional<at::Device>,
    std::optional<bool>, std::optional<at::MemoryFormat> format) {
  return at::detail::empty_generic(size, &memory, keys, c10::dtype_or_default(type), format);
}

at::Tensor emptyStrided(
    at::IntArrayRef size, at::IntArrayRef stride, std::optional<at::ScalarType> type, std::optional<at::Layout>,
    std::optional<at::Device>, std::optional<bool>) {
  return at::detail::empty_strided_generic(size, stride, &memory, keys, c10::dtype_or_default(type));
}

at::Tensor copyFrom(const at::Tensor &from, const at::Tensor &to, bool) {
  exposed(to).copy_(exposed(from));
  return to;
}

// Gives `tensor` room for `size`, without keeping what it held.
const at::Tensor &resized(const at::Tensor &tensor, at::IntArrayRef size, std::optional<at::MemoryFormat> = {}) {
  if (tensor.sizes() == size) return tensor;
  auto *implementation = tensor.unsafeGetTensorImpl();
  implementation->set_sizes_contiguous(size);
  const size_t bytes = tensor.numel() * tensor.itemsize();
  c10::Storage storage = tensor.storage();
  if (storage.nbytes() < bytes) {
    storage.set_data_ptr_noswap(memory.allocate(bytes));
    storage.set_nbytes(bytes);
  }
  return tensor;
}

at::Tensor copyFromAndResize(const at::Tensor &from, const at::Tensor &to) {
  return copyFrom(from, resized(to, from.sizes()), false);
}

at::Scalar onlyElement(const at::Tensor &tensor) { return exposed(tensor).item(); }

// Whether `tensor` belongs to the processor; a number that was written in a formula belongs to nobody.
bool isOfProcessor(const at::Tensor &tensor) {
  return tensor.defined() && tensor.is_cpu() && !tensor.unsafeGetTensorImpl()->is_wrapped_number();
}

// Computes an operation on the processor, unless it mixes devices.
void compute(const c10::OperatorHandle &op, torch::jit::Stack *stack) {
  operationCount++;
  for (const c10::IValue &value : torch::jit::last(*stack, op.schema().arguments().size())) {
    bool mixes = value.isTensor() && isOfProcessor(value.toTensor());
    if (value.isTensorList()) {
      for (const at::Tensor &tensor : value.toTensorVector()) mixes = mixes || isOfProcessor(tensor);
    } else if (value.isList()) {
      for (const c10::IValue element : value.toListRef())
        mixes = mixes || (element.isTensor() && isOfProcessor(element.toTensor()));
    }
    TORCH_CHECK(!mixes, op.schema().name(), ": a tensor is on the processor, where another is on the device");
  }
  at::native::cpu_fallback(op, stack);
}

TORCH_LIBRARY_IMPL(_, PrivateUse1, m) { m.fallback(torch::CppFunction::makeFromBoxedFunction<&compute>()); }

TORCH_LIBRARY_IMPL(aten, PrivateUse1, m) {
  m.impl("empty.memory_format", emptyOfFormat);
  m.impl("empty_strided", emptyStrided);
  m.impl("as_strided", at::native::as_strided_tensorimpl);
  m.impl("view", at::native::view);
  m.impl("_reshape_alias", at::native::_reshape_alias);
  m.impl("unfold", at::native::unfold);
  m.impl("resize_", resized);
  m.impl("_copy_from", copyFrom);
  m.impl("_copy_from_and_resize", copyFromAndResize);
  m.impl("_local_scalar_dense", onlyElement);
}

}  // namespace

extern "C" int64_t deOperationCount(void) { return operationCount; }
