import Tensors

/// Runs the kernels of a program on a device.
public protocol KernelLauncher: Sendable {
  /// Where the tensors must be that kernels are handed.
  var device: Device { get }

  /// Runs `kernel` with `blocks` blocks of `threads` threads after what was queued before; it may return before the
  /// kernel has run.
  /// - Throws: If there is no such kernel, or the device does not take it.
  func launch(_ kernel: String, blocks: Int, threads: Int, _ arguments: [KernelArgument]) throws
}

extension KernelLauncher {
  /// Runs `kernel` with at least `count` threads, in blocks of `threads`; does nothing where `count` is 0.
  public func launch(_ kernel: String, over count: Int, threads: Int, _ arguments: KernelArgument...) throws {
    guard count > 0 else { return }
    try launch(kernel, blocks: (count + threads - 1) / threads, threads: threads, arguments)
  }
}

/// An argument of a kernel.
public enum KernelArgument: Sendable {
  /// The address of a contiguous tensor's first element.
  case tensor(Tensor)
  /// A null pointer.
  case null
  /// A 32-bit number.
  case int32(Int)
  /// A 64-bit number.
  case int64(Int)
  /// The bytes of a structure.
  case bytes([UInt8])

  /// The address of `tensor`, or a null pointer where there is none.
  public static func optional(_ tensor: Tensor?) -> KernelArgument {
    tensor.map(KernelArgument.tensor) ?? .null
  }

  /// A structure without pointers, laid out as in C.
  public static func structure(_ value: some BitwiseCopyable) -> KernelArgument {
    withUnsafeBytes(of: value) { .bytes(Array($0)) }
  }
}

/// Arguments as the driver takes them: a pointer to each.
public struct KernelParameters {
  /// Calls `body` with a pointer to each of `arguments`; all are valid inside it only.
  public static func with<Result>(
    _ arguments: [KernelArgument], _ body: (UnsafeMutablePointer<UnsafeMutableRawPointer?>) throws -> Result
  ) rethrows -> Result {
    let values = arguments.map(bytes)
    // Sixteen bytes hold the alignment of any argument.
    let starts = values.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1.count + 15) / 16 * 16) }
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(16, starts[values.count]), alignment: 16)
    defer { memory.deallocate() }
    var pointers = zip(values, starts).map { value, start -> UnsafeMutableRawPointer? in
      let place = UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + value.count])
      place.copyBytes(from: value)
      return place.baseAddress
    }
    pointers.append(nil)
    return try withExtendedLifetime(arguments) {
      // At least the null at the end, so there is an address.
      try pointers.withUnsafeMutableBufferPointer { try body($0.baseAddress!) }
    }
  }

  private static func bytes(_ argument: KernelArgument) -> [UInt8] {
    func bytes(_ value: some BitwiseCopyable) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }
    return switch argument {
    case .tensor(let tensor): bytes(UInt(bitPattern: tensor.address))
    case .null: bytes(UInt(0))
    case .int32(let number): bytes(Int32(number))
    case .int64(let number): bytes(Int64(number))
    case .bytes(let value): value
    }
  }
}
