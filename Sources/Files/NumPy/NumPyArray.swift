import Foundation

/// An array as NumPy stores it: a shape and values in C order (the last index runs fastest).
public struct NumPyArray: Sendable {
  /// What the array holds.
  public enum Values: Sendable, Equatable {
    case numbers(ScalarBuffer)
    case strings([String])
  }

  /// Extents; none for a single value.
  public let shape: [Int]
  /// As many values as the extents multiply to.
  public let values: Values
  /// What errors call the array: the file, and the name inside an archive.
  public let name: String

  /// Keeps `values`, which must number the product of `shape`; one extent, their count, by default.
  public init<Scalar: StoredScalar>(_ values: [Scalar], shape: [Int]? = nil, name: String = "array") {
    self.init(.numbers(ScalarBuffer(values)), shape: shape ?? [values.count], name: name)
  }

  /// Keeps `strings`, which must number the product of `shape`; one extent, their count, by default.
  public init(_ strings: [String], shape: [Int]? = nil, name: String = "array") {
    self.init(.strings(strings), shape: shape ?? [strings.count], name: name)
  }

  /// Keeps `values`, which must number the product of `shape`, under another name.
  public init(_ values: Values, shape: [Int], name: String) {
    let count =
      switch values {
      case .numbers(let buffer): buffer.count
      case .strings(let strings): strings.count
      }
    precondition(count == shape.reduce(1, *), "an array's values must fill its shape")
    self.shape = shape
    self.values = values
    self.name = name
  }

  /// How many values there are.
  public var count: Int { shape.reduce(1, *) }

  /// The numbers as single-precision values.
  ///
  /// - Throws: ``FileError`` where the array holds strings.
  public func floats() throws -> [Float] { try numbers().floats() }

  /// The numbers as double-precision values.
  ///
  /// - Throws: ``FileError`` where the array holds strings.
  public func doubles() throws -> [Double] { try numbers().doubles() }

  /// The numbers as integers.
  ///
  /// - Throws: ``FileError`` where the array holds strings or a number with a fraction.
  public func integers() throws -> [Int] {
    guard let integers = try numbers().integers() else {
      throw FileError(name, "holds \(try numbers().type.rawValue) values that are not whole numbers")
    }
    return integers
  }

  /// The strings.
  ///
  /// - Throws: ``FileError`` where the array holds numbers.
  public func strings() throws -> [String] {
    switch values {
    case .strings(let strings): return strings
    case .numbers(let buffer): throw FileError(name, "holds \(buffer.type.rawValue) values, not strings")
    }
  }

  /// Checks the shape; nil stands for any extent.
  ///
  /// - Throws: ``FileError`` that tells both shapes.
  public func requireShape(_ expected: [Int?]) throws {
    let fits = shape.count == expected.count && zip(shape, expected).allSatisfy { $1 == nil || $0 == $1 }
    if fits { return }
    let wanted = expected.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
    throw FileError(name, "has the shape \(shape), not [\(wanted)]")
  }

  private func numbers() throws -> ScalarBuffer {
    switch values {
    case .numbers(let buffer): return buffer
    case .strings: throw FileError(name, "holds strings, not numbers")
    }
  }
}

extension NumPyArray: Equatable {
  /// Whether shape, kind and values agree; names may differ.
  public static func == (a: NumPyArray, b: NumPyArray) -> Bool {
    a.shape == b.shape && a.values == b.values
  }
}
