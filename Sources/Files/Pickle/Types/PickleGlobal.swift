/// A class or function that a pickle may name.
///
/// All others are refused.
struct PickleGlobal: Equatable {
  /// What is done where it is called.
  enum Kind: Equatable {
    /// `object`, which stands as the base of others.
    case object
    /// Make an instance of the class that is the first argument, without running its code.
    case reconstructor, newObject
    case orderedDictionary, set, bytes
    /// NumPy: make an array to be filled, the class `ndarray`, an array from bytes, `dtype`, a single value.
    case arrayReconstruction, array, arrayFromBuffer, arrayType, scalar
    /// SciPy: compressed by columns or by rows.
    case sparseMatrix(byColumns: Bool)
    /// Any class of chumpy.
    case chumpy
    /// Says that an array's bytes follow in the file.
    case joblibArray
    /// PyTorch: a tensor on a storage, a parameter around it, a storage in bytes, a storage's class.
    case tensor, parameter, storageFromBytes
    case storage(ScalarType)
  }

  /// The module and the name, with a dot between.
  let name: String
  let kind: Kind

  /// Finds a class or function among those that are known.
  init(module: String, name: String) throws(PickleProblem) {
    // NumPy 2 renamed `numpy.core`.
    let module =
      module.hasPrefix("numpy._core") ? module.replacing("numpy._core", with: "numpy.core") : module
    self.name = "\(module).\(name)"
    if module == "chumpy" || module.hasPrefix("chumpy.") {
      kind = .chumpy
    } else if let known = Self.known[self.name] {
      kind = known
    } else {
      throw PickleProblem(
        "asks for the Python object '\(self.name.prefix(80))', which is refused",
        remedy: "numbers, texts, containers and arrays of NumPy, SciPy, PyTorch and chumpy are read")
    }
  }

  private static let known: [String: Kind] = {
    var known: [String: Kind] = [
      "copy_reg._reconstructor": .reconstructor, "copyreg._reconstructor": .reconstructor,
      "copy_reg.__newobj__": .newObject, "copyreg.__newobj__": .newObject,
      "collections.OrderedDict": .orderedDictionary, "_codecs.encode": .bytes,
      "numpy.core.multiarray._reconstruct": .arrayReconstruction, "numpy.core.multiarray.scalar": .scalar,
      "numpy.core.numeric._frombuffer": .arrayFromBuffer, "numpy.ndarray": .array, "numpy.dtype": .arrayType,
      "joblib.numpy_pickle.NumpyArrayWrapper": .joblibArray, "torch._utils._rebuild_tensor": .tensor,
      "torch._utils._rebuild_tensor_v2": .tensor, "torch._utils._rebuild_parameter": .parameter,
      "torch.storage._load_from_bytes": .storageFromBytes,
    ]
    for module in ["builtins", "__builtin__"] {
      known["\(module).object"] = .object
      for name in ["set", "frozenset"] { known["\(module).\(name)"] = .set }
      for name in ["bytes", "bytearray"] { known["\(module).\(name)"] = .bytes }
    }
    for (name, byColumns) in [("csc", true), ("csr", false)] {
      for module in [name, "_\(name)"] {
        for type in ["matrix", "array"] {
          known["scipy.sparse.\(module).\(name)_\(type)"] = .sparseMatrix(byColumns: byColumns)
        }
      }
    }
    let storages: [(String, ScalarType)] = [
      ("Bool", .bool), ("Byte", .uint8), ("Char", .int8), ("Short", .int16), ("Int", .int32),
      ("Long", .int64),
      ("Half", .float16), ("Float", .float32), ("Double", .float64),
    ]
    for (name, type) in storages { known["torch.\(name)Storage"] = .storage(type) }
    return known
  }()
}
