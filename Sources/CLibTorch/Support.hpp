// What the files of this target share: handles as their LibTorch values, and exceptions as messages.
#pragma once

#include "CLibTorch.h"

#include <ATen/ATen.h>
#include <cstdlib>
#include <cstring>
#include <string>

inline HFError copyMessage(const std::string &message) {
  char *copy = static_cast<char *>(std::malloc(message.size() + 1));
  std::memcpy(copy, message.c_str(), message.size() + 1);
  return copy;
}

// Runs `body` and turns whatever it throws into a message.
template <typename Body>
HFError guarded(Body body) {
  try {
    body();
    return nullptr;
  } catch (const c10::Error &error) {
    return copyMessage(error.what_without_backtrace());
  } catch (const std::exception &error) {
    return copyMessage(error.what());
  } catch (...) {
    return copyMessage("an unknown C++ exception");
  }
}

inline at::Tensor &unwrap(HFTensor tensor) { return *reinterpret_cast<at::Tensor *>(tensor); }

inline HFTensor wrap(at::Tensor tensor) {
  return reinterpret_cast<HFTensor>(new at::Tensor(std::move(tensor)));
}

inline at::Tensor unwrapOrUndefined(HFTensor tensor) { return tensor ? unwrap(tensor) : at::Tensor(); }

inline at::Generator &unwrap(HFGenerator generator) { return *reinterpret_cast<at::Generator *>(generator); }
