// TorchScript: networks saved by PyTorch.
#include "Support.hpp"

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

namespace {

torch::jit::Module &unwrapScript(HFScript script) { return *reinterpret_cast<torch::jit::Module *>(script); }

void collect(const c10::IValue &value, HFTensor *results, int64_t capacity, int64_t &count) {
  if (value.isTensor()) {
    TORCH_CHECK(count < capacity, "more results than expected");
    results[count++] = wrap(value.toTensor());
  } else if (value.isTensorList()) {
    for (const at::Tensor &tensor : value.toTensorVector()) collect(tensor, results, capacity, count);
  } else if (value.isTuple()) {
    for (const c10::IValue &element : value.toTupleRef().elements()) collect(element, results, capacity, count);
  } else if (value.isList()) {
    for (const c10::IValue &element : value.toListRef()) collect(element, results, capacity, count);
  } else {
    TORCH_CHECK(false, "a result that is no tensor");
  }
}

} // namespace

extern "C" {

HFError hfScriptLoad(const char *path, HFScript *loaded) {
  return guarded([&] {
    auto module = torch::jit::load(path);
    module.eval();
    *loaded = reinterpret_cast<HFScript>(new torch::jit::Module(std::move(module)));
  });
}

void hfScriptRelease(HFScript script) { delete &unwrapScript(script); }

HFError hfScriptCall(
    HFScript script, const char *method, const HFTensor *inputs, int64_t inputCount, HFTensor *results,
    int64_t capacity, int64_t *count) {
  *count = 0;
  return guarded([&] {
    std::vector<c10::IValue> arguments;
    for (int64_t i = 0; i < inputCount; ++i) arguments.emplace_back(unwrap(inputs[i]));
    collect(unwrapScript(script).get_method(method)(std::move(arguments)), results, capacity, *count);
  });
}

} // extern "C"
