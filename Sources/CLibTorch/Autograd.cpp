// Gradients: backward, and functions whose two halves are written outside LibTorch.
#include "Support.hpp"

#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

namespace {

// The node of a custom function: hands gradients to the caller's function and what that returns to the graph.
struct CustomNode : torch::autograd::Node {
  std::string title;
  HFBackwardFunction function;
  void (*releaseContext)(void *);
  void *context;
  int64_t inputCount;

  ~CustomNode() override { releaseContext(context); }

  std::string name() const override { return title; }

  torch::autograd::variable_list apply(torch::autograd::variable_list &&gradients) override {
    std::vector<HFTensor> given;
    for (const at::Tensor &gradient : gradients) given.push_back(gradient.defined() ? wrap(gradient) : nullptr);
    std::vector<HFTensor> made(inputCount, nullptr);
    char *message = function(context, given.data(), given.size(), made.data(), inputCount);
    for (HFTensor handle : given)
      if (handle) hfTensorRelease(handle);
    torch::autograd::variable_list result;
    for (HFTensor handle : made) {
      result.push_back(unwrapOrUndefined(handle));
      if (handle) hfTensorRelease(handle);
    }
    if (message) {
      const std::string copy = message;
      std::free(message);
      TORCH_CHECK(false, title, ": ", copy);
    }
    return result;
  }
};

// Until 2.12 the graph owns its nodes through std::shared_ptr.
#if TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR < 13
auto makeNode() { return std::shared_ptr<CustomNode>(new CustomNode, torch::autograd::deleteNode); }
#else
auto makeNode() { return c10::make_intrusive<CustomNode>(); }
#endif

} // namespace

extern "C" {

bool hfTensorRequiresGradient(HFTensor tensor) { return unwrap(tensor).requires_grad(); }

HFError hfTensorSetRequiresGradient(HFTensor tensor, bool wanted) {
  return guarded([&] { unwrap(tensor).set_requires_grad(wanted); });
}

HFError hfTensorRetainGradient(HFTensor tensor) {
  return guarded([&] { unwrap(tensor).retain_grad(); });
}

HFTensor hfTensorGradient(HFTensor tensor) {
  const at::Tensor &gradient = unwrap(tensor).grad();
  return gradient.defined() ? wrap(gradient) : nullptr;
}

void hfTensorSetGradient(HFTensor tensor, HFTensor gradient) {
  unwrap(tensor).mutable_grad() = unwrapOrUndefined(gradient);
}

HFError hfBackward(const HFTensor *outputs, const HFTensor *gradients, int64_t count, bool retainGraph) {
  return guarded([&] {
    torch::autograd::variable_list roots, cotangents;
    for (int64_t i = 0; i < count; ++i) {
      roots.push_back(unwrap(outputs[i]));
      cotangents.push_back(gradients ? unwrapOrUndefined(gradients[i]) : at::Tensor());
    }
    torch::autograd::backward(roots, cotangents, retainGraph);
  });
}

bool hfGradientEnabled(void) { return at::GradMode::is_enabled(); }

void hfSetGradientEnabled(bool enabled) { at::GradMode::set_enabled(enabled); }

HFError hfJoinCustomFunction(
    const char *name, const HFTensor *inputs, int64_t inputCount, const HFTensor *outputs, int64_t outputCount,
    HFBackwardFunction backward, void (*release)(void *), void *context, HFTensor *joined) {
  return guarded([&] {
    // From here on the node owns the context, whatever happens.
    auto node = makeNode();
    node->function = backward;
    node->releaseContext = release;
    node->context = context;
    node->inputCount = inputCount;
    node->title = name;
    std::vector<at::Tensor> variables;
    for (int64_t i = 0; i < inputCount; ++i) variables.push_back(unwrapOrUndefined(inputs[i]));
    const bool differentiates = torch::autograd::compute_requires_grad(variables);
    if (differentiates) node->set_next_edges(torch::autograd::collect_next_edges(variables));
    for (int64_t i = 0; i < outputCount; ++i) {
      at::Tensor result = unwrap(outputs[i]).detach();
      if (differentiates) torch::autograd::set_history(result, node);
      joined[i] = wrap(result);
    }
  });
}

} // extern "C"
