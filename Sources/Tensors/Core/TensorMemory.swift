import CLibTorch

extension Tensor {
  /// A tensor on `device` that holds a copy of `elements`, row-major, with this shape (by default a vector).
  public init<Scalar: TensorScalar>(_ elements: [Scalar], shape: [Int]? = nil, device: Device = .cpu) {
    let shape = shape ?? [elements.count]
    precondition(elements.count == shape.reduce(1, *), "\(elements.count) elements do not fill \(shape)")
    let made = Tensor.empty(shape, Scalar.dtype)
    made.withMutableElements(of: Scalar.self) { memory in
      // As bytes: copying by elements is slow where this is not specialised for their type.
      let target = UnsafeMutableRawBufferPointer(memory)
      elements.withUnsafeBytes { target.copyMemory(from: .init(rebasing: $0.prefix(target.count))) }
    }
    self = made.to(device)
  }

  /// A tensor over `memory`, without a copy, for as long as `owner` keeps it.
  ///
  /// - Parameters:
  ///   - memory: the elements, row-major.
  ///   - shape: its product is the count of `memory`.
  ///   - owner: retained until the last tensor over the memory has gone.
  public init<Scalar: TensorScalar>(
    sharing memory: UnsafeMutableBufferPointer<Scalar>, shape: [Int], owner: AnyObject
  ) {
    precondition(memory.count == shape.reduce(1, *), "\(memory.count) elements do not fill \(shape)")
    var made: HFTensor?
    let message = hfTensorFromMemory(
      memory.baseAddress, shape.map(Int64.init), Int64(shape.count), Scalar.dtype.rawValue,
      { Unmanaged<AnyObject>.fromOpaque($0!).release() },
      Unmanaged.passRetained(owner).toOpaque(), &made)
    if let error = TensorError(message, operation: "from_blob") {
      // Without a tensor there is nobody to release the owner.
      Unmanaged.passUnretained(owner).release()
      ErrorScope.report(error)
    }
    self = made.map(Tensor.init(owning:)) ?? .failed
  }

  /// The elements in row-major order, copied.
  ///
  /// The tensor must hold exactly this type; it may be on any device.
  public func elements<Scalar: TensorScalar>(as type: Scalar.Type = Scalar.self) -> [Scalar] {
    to(.cpu).contiguous().withElements(of: type) { Array($0) }
  }

  /// The elements as single precision, whatever their type.
  public func floats() -> [Float] { detached().to(.float32).elements() }

  /// The only element, as a number.
  public func item() -> Double {
    guard count == 1 else {
      ErrorScope.report(TensorError(operation: "item", arguments: [signature], reason: "not one element"))
      return .nan
    }
    return detached().to(.float64).elements(as: Double.self)[0]
  }

  /// Reads the storage of a contiguous CPU tensor in place.
  ///
  /// - Parameter body: given all elements in row-major order, valid inside it only. After an error inside an error
  ///   scope it is given an empty buffer.
  public func withElements<Scalar: TensorScalar, Result>(
    of type: Scalar.Type = Scalar.self, _ body: (UnsafeBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    try withMutableElements(of: type) { try body(UnsafeBufferPointer($0)) }
  }

  /// Writes the storage of a contiguous CPU tensor in place; LibTorch's graph does not see it.
  ///
  /// - Parameter body: given all elements in row-major order, valid inside it only. After an error inside an error
  ///   scope it is given an empty buffer.
  public func withMutableElements<Scalar: TensorScalar, Result>(
    of type: Scalar.Type = Scalar.self, _ body: (UnsafeMutableBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    var data: UnsafeMutableRawPointer?
    var error = TensorError(hfTensorData(raw, &data), operation: "data", arguments: [signature])
    if dtype != type.dtype {
      error = TensorError(
        operation: "data", arguments: [signature], reason: "read as \(type.dtype), which it is not")
    } else if !isContiguous {
      error = TensorError(
        operation: "data", arguments: [signature], reason: "its elements are not contiguous")
    }
    if let error {
      ErrorScope.report(error)
      return try body(UnsafeMutableBufferPointer(start: nil, count: 0))
    }
    return try withExtendedLifetime(self) {
      try body(UnsafeMutableBufferPointer(start: data?.assumingMemoryBound(to: type), count: count))
    }
  }

  /// Where the first element is, on whatever device, as long as the tensor lives; none for a tensor without elements.
  package var address: UnsafeMutableRawPointer? {
    var address: UnsafeMutableRawPointer?
    if let error = TensorError(hfTensorAddress(raw, &address), operation: "data", arguments: [signature]) {
      ErrorScope.report(error)
    }
    return address
  }
}
