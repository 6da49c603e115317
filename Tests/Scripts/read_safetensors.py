"""Prints what a safetensors file holds, a line a tensor."""
import sys

import tensor_files

arrays, types, metadata = tensor_files.read(sys.argv[1])
print("__metadata__", *(f"{key}={value}" for key, value in metadata.items()))
for name in sorted(arrays):
    print(name, types[name], list(arrays[name].shape), arrays[name].flatten().tolist())
