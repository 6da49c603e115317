import Foundation

/// A dictionary that a pickle holds, with errors that name its file and the key.
public struct PickleRecord: Sendable {
  /// The dictionary.
  public let value: PickleValue
  /// What errors call it.
  public let name: String

  /// Reads a pickle, a `.npy` of a dictionary, or a `.npz`.
  ///
  /// - Throws: ``FileError``, also where the file holds no dictionary.
  public init(contentsOf url: URL) throws {
    try self.init(PickleValue(contentsOf: url), name: url.relativePath)
  }

  /// Wraps a dictionary.
  ///
  /// - Throws: ``FileError`` where `value` is none.
  public init(_ value: PickleValue, name: String) throws {
    guard case .dictionary = value else { throw FileError(name, "holds no dictionary") }
    self.value = value
    self.name = name
  }

  /// The value under `key`, if there is one that is not `None`.
  public subscript(key: String) -> PickleValue? {
    let found = value[key]
    return found == PickleValue.none ? nil : found
  }

  /// The value under `key`.
  ///
  /// - Throws: ``FileError`` where there is none.
  public func require(_ key: String) throws -> PickleValue {
    if let found = self[key] { return found }
    throw FileError(name, "has no '\(key)'; it has \(value.keys.joined(separator: ", "))")
  }

  /// The dictionary under `key`.
  ///
  /// - Throws: ``FileError`` where there is none.
  public func record(_ key: String) throws -> PickleRecord {
    try PickleRecord(require(key), name: "\(name)/\(key)")
  }

  /// The numbers under `key`, of a shape in which nil stands for any extent.
  ///
  /// - Throws: ``FileError`` where they are missing, no numbers, or of another shape.
  public func array(_ key: String, shape: [Int?]? = nil) throws -> NumPyArray {
    guard let found = try require(key).numbers else {
      throw FileError("\(name)/\(key)", "is not an array of numbers")
    }
    let array = NumPyArray(found.values, shape: found.shape, name: "\(name)/\(key)")
    if let shape { try array.requireShape(shape) }
    return array
  }

  /// The `count` numbers under `key`, in whatever shape they are, as single-precision values.
  ///
  /// - Throws: ``FileError`` where they are missing, no numbers, or of another count.
  public func floats(_ key: String, count: Int) throws -> [Float] {
    let array = try array(key)
    guard array.count == count else {
      throw FileError(array.name, "has \(array.count) values, not \(count)")
    }
    return try array.floats()
  }

  /// The text under `key`.
  ///
  /// - Throws: ``FileError`` where there is none.
  public func text(_ key: String) throws -> String {
    guard let text = try require(key).text else { throw FileError("\(name)/\(key)", "is not a text") }
    return text
  }
}
