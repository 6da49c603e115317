import Foundation

/// The `.npy` format, versions 1 to 3: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
extension NumPyArray {
  /// Reads a `.npy` file of booleans, integers, floating-point numbers or strings.
  ///
  /// - Throws: ``FileError``.
  public init(contentsOf url: URL) throws {
    try self.init(decoding: InputFile.read(url), name: url.relativePath)
  }

  /// Writes a `.npy` file atomically.
  ///
  /// - Throws: ``FileError``.
  public func write(to url: URL) throws {
    try AtomicFile.write(encoded(), to: url)
  }

  /// Reads the bytes of a `.npy` file; `name` is what errors call it.
  ///
  /// - Throws: ``FileError``.
  public init(decoding data: Data, name: String) throws {
    let header = try NumPyHeader(decoding: data, name: name)
    if header.element == .object {
      throw FileError(name, "holds Python objects", remedy: "save numbers or strings")
    }
    var bytes = [UInt8](data.dropFirst(header.length))
    let expected = header.shape.reduce(header.element.size) { $0.saturatingProduct($1) }
    if bytes.count < expected {
      throw FileError(name, "is cut short: \(bytes.count) of \(expected) bytes of values are there")
    }
    if bytes.count > expected {
      throw FileError(name, "has \(bytes.count - expected) bytes after its values")
    }
    if header.isFortranOrder {
      let size = header.element.size
      let strides = Self.strides(header.shape, elementSize: size, isFortranOrder: true)
      bytes = Self.gathered(bytes, shape: header.shape, strides: strides, elementSize: size)
    }
    switch header.element {
    case .number(let type):
      self.init(.numbers(ScalarBuffer(type, bytes: bytes)), shape: header.shape, name: name)
    case .string(let length):
      let count = header.shape.reduce(1, *)
      let strings = try (0..<count).map { index in
        try Self.string(bytes[(index * length * 4)..<((index + 1) * length * 4)], name: name)
      }
      self.init(.strings(strings), shape: header.shape, name: name)
    // Refused above.
    case .object: self.init(.strings([]), shape: [0], name: name)
    }
  }

  /// The bytes of a `.npy` file.
  public func encoded() -> Data {
    switch values {
    case .numbers(let buffer):
      return NumPyHeader.encoded(.number(buffer.type), shape: shape) + buffer.bytes
    case .strings(let strings):
      let length = max(1, strings.map(\.unicodeScalars.count).max() ?? 1)
      var data = NumPyHeader.encoded(.string(length: length), shape: shape)
      for string in strings { data.append(Self.bytes(of: string, length: length)) }
      return data
    }
  }

  /// A string of UTF-32 code points that zeros fill up.
  static func string(_ bytes: ArraySlice<UInt8>, name: String) throws -> String {
    var scalars = String.UnicodeScalarView()
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 4) {
      let code = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << (8 * $1) }
      guard let scalar = Unicode.Scalar(code) else {
        throw FileError(name, "holds a string that is not Unicode")
      }
      scalars.append(scalar)
    }
    while scalars.last?.value == 0 { scalars.removeLast() }
    return String(scalars)
  }

  private static func bytes(of string: String, length: Int) -> Data {
    var data = Data(capacity: length * 4)
    for scalar in string.unicodeScalars {
      withUnsafeBytes(of: scalar.value.littleEndian) { data.append(contentsOf: $0) }
    }
    data.append(Data(count: length * 4 - data.count))
    return data
  }

  /// How many bytes lie between neighbours along each axis, in C order or, where the first index runs fastest, in
  /// Fortran's.
  static func strides(_ shape: [Int], elementSize: Int, isFortranOrder: Bool) -> [Int] {
    var strides = [Int](repeating: elementSize, count: shape.count)
    if isFortranOrder {
      for axis in shape.indices.dropFirst() {
        strides[axis] = strides[axis - 1].saturatingProduct(shape[axis - 1])
      }
    } else {
      for axis in shape.indices.dropLast().reversed() {
        strides[axis] = strides[axis + 1].saturatingProduct(shape[axis + 1])
      }
    }
    return strides
  }

  /// The values in C order of an array whose neighbours along an axis lie `strides` bytes apart.
  static func gathered(_ bytes: [UInt8], shape: [Int], strides: [Int], elementSize: Int) -> [UInt8] {
    let count = shape.reduce(1, *)
    if count == 0 || elementSize == 0 { return [] }
    if strides == Self.strides(shape, elementSize: elementSize, isFortranOrder: false) {
      return bytes.count == count * elementSize ? bytes : Array(bytes[..<(count * elementSize)])
    }
    var index = [Int](repeating: 0, count: shape.count)
    var result: [UInt8] = []
    result.reserveCapacity(count * elementSize)
    for _ in 0..<count {
      let start = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
      result.append(contentsOf: bytes[start..<(start + elementSize)])
      advance(&index, in: shape)
    }
    return result
  }

  /// The next index in C order.
  private static func advance(_ index: inout [Int], in shape: [Int]) {
    for axis in shape.indices.reversed() {
      index[axis] += 1
      if index[axis] < shape[axis] { return }
      index[axis] = 0
    }
  }
}

extension Int {
  /// The product of two numbers that are not negative, or the largest integer where it does not fit.
  func saturatingProduct(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
