import CLibTorch

/// An n-dimensional array of LibTorch, with gradients where they are asked for.
///
/// Copies share storage, as in PyTorch. Operations do not throw: see ``withTensorErrors(_:)``.
public struct Tensor: @unchecked Sendable {
  // LibTorch counts references atomically; writing to shared storage from several threads is the caller's to order.
  private let handle: Handle

  /// Owns one reference of the shim.
  private final class Handle {
    let raw: HFTensor

    init(_ raw: HFTensor) { self.raw = raw }

    deinit { hfTensorRelease(raw) }
  }

  init(owning raw: HFTensor) { handle = Handle(raw) }

  var raw: HFTensor { handle.raw }

  /// What an operation gives that failed inside an error scope.
  static var failed: Tensor { zeros([0]) }

  /// The size of each dimension.
  public var shape: [Int] {
    let rank = Int(hfTensorRank(raw))
    return [Int](
      unsafeUninitializedCapacity: rank,
      initializingWith: { buffer, count in
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Swift.max(1, rank)) { sizes in
          hfTensorSizes(raw, sizes.baseAddress)
          for i in 0..<rank { buffer[i] = Int(sizes[i]) }
        }
        count = rank
      })
  }

  /// How many dimensions there are.
  public var rank: Int { Int(hfTensorRank(raw)) }

  /// How many elements there are.
  public var count: Int { Int(hfTensorCount(raw)) }

  /// The type of the elements; traps on types that Handful does not use (complex, quantised).
  public var dtype: DType {
    guard let type = DType(rawValue: hfTensorScalarType(raw)) else {
      fatalError("a tensor of LibTorch's scalar type \(hfTensorScalarType(raw)), which Handful does not use")
    }
    return type
  }

  /// Where the elements are.
  public var device: Device {
    var (type, index): (Int32, Int32) = (0, 0)
    hfTensorDevice(raw, &type, &index)
    return Device(type: type, index: index)
  }

  /// Whether the elements lie in row-major order without gaps.
  public var isContiguous: Bool { hfTensorIsContiguous(raw) }

  /// The size of dimension `dimension`; negative counts from the last.
  public func size(_ dimension: Int) -> Int {
    let shape = shape
    let index = dimension < 0 ? shape.count + dimension : dimension
    guard shape.indices.contains(index) else {
      ErrorScope.report(
        TensorError(operation: "size", arguments: [signature], reason: "there is no dimension \(dimension)"))
      return 0
    }
    return shape[index]
  }

  /// `float32[2, 3]`, for messages.
  var signature: String { "\(DType(rawValue: hfTensorScalarType(raw)).map { "\($0)" } ?? "other")\(shape)" }
}

extension Tensor: CustomStringConvertible {
  /// Type, shape and, of small tensors, the elements.
  public var description: String {
    guard count <= 32 else { return signature }
    let values = detached().to(.float64).elements(as: Double.self)
    return "\(signature) \(values)"
  }
}
