// Any operator of ATen, called by name through the dispatcher with boxed values.
#include "Support.hpp"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

namespace {

c10::IValue boxed(const HFValue &value, const c10::Argument &argument) {
  switch (value.kind) {
  case HFValueNone:
    return {};
  case HFValueDefault:
    TORCH_CHECK(argument.default_value(), "argument '", argument.name(), "' has no default");
    return *argument.default_value();
  case HFValueTensor:
    return unwrapOrUndefined(value.tensor);
  case HFValueTensorList: {
    c10::List<at::Tensor> list;
    for (int64_t i = 0; i < value.count; ++i) list.push_back(unwrap(value.tensors[i]));
    return list;
  }
  case HFValueOptionalTensorList: {
    c10::List<std::optional<at::Tensor>> list;
    for (int64_t i = 0; i < value.count; ++i)
      list.push_back(value.tensors[i] ? std::optional<at::Tensor>(unwrap(value.tensors[i])) : std::nullopt);
    return list;
  }
  case HFValueInteger:
    // A whole number for a parameter of floating point type, such as a norm's order.
    if (argument.type()->kind() == c10::TypeKind::FloatType) return static_cast<double>(value.integer);
    return value.integer;
  case HFValueReal:
    return value.real;
  case HFValueBoolean:
    return value.integer != 0;
  case HFValueIntegerList:
    return c10::List<int64_t>(c10::ArrayRef<int64_t>(value.integers, value.count));
  case HFValueRealList:
    return c10::List<double>(c10::ArrayRef<double>(value.reals, value.count));
  case HFValueString:
    return std::string(value.string);
  case HFValueDevice:
    return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.count));
  case HFValueGenerator:
    return unwrap(value.generator);
  }
  TORCH_CHECK(false, "an argument of an unknown kind");
}

void unbox(const c10::IValue &value, HFTensor *results, int64_t capacity, int64_t &count, double *number) {
  if (value.isTensor()) {
    TORCH_CHECK(count < capacity, "more results than expected");
    results[count++] = wrap(value.toTensor());
  } else if (value.isTensorList()) {
    for (const at::Tensor &tensor : value.toTensorVector()) {
      TORCH_CHECK(count < capacity, "more results than expected");
      results[count++] = wrap(tensor);
    }
  } else if (value.isScalar()) {
    *number = value.toScalar().toDouble();
  }
}

} // namespace

extern "C" HFError hfOperatorFind(const char *name, const char *overload, HFOperator *found) {
  return guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    *found = reinterpret_cast<HFOperator>(new c10::OperatorHandle(handle));
  });
}

extern "C" HFError hfOperatorCall(
    HFOperator op, const HFValue *arguments, int64_t argumentCount, HFTensor *results, int64_t capacity,
    int64_t *count, double *number) {
  *count = 0;
  return guarded([&] {
    const auto &handle = *reinterpret_cast<c10::OperatorHandle *>(op);
    const auto &parameters = handle.schema().arguments();
    TORCH_CHECK(argumentCount <= static_cast<int64_t>(parameters.size()), "too many arguments");
    torch::jit::Stack stack;
    stack.reserve(parameters.size());
    const HFValue fallback{HFValueDefault};
    for (size_t i = 0; i < parameters.size(); ++i)
      stack.push_back(boxed(static_cast<int64_t>(i) < argumentCount ? arguments[i] : fallback, parameters[i]));
    handle.callBoxed(stack);
    for (const c10::IValue &value : stack) unbox(value, results, capacity, *count, number);
  });
}
