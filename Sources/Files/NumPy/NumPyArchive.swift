import Foundation

/// Named arrays in a `.npz` file: a zip archive with a `.npy` file each.
public struct NumPyArchive: Sendable, Equatable {
  /// The arrays by name.
  public var arrays: [String: NumPyArray]
  /// What errors call the archive.
  private let name: String

  /// Wraps arrays.
  public init(_ arrays: [String: NumPyArray]) {
    self.arrays = arrays
    name = "archive"
  }

  /// Reads all arrays of a `.npz` file, stored or deflated.
  ///
  /// - Parameter maximumSize: The bytes that the arrays may unpack to.
  /// - Throws: ``FileError``.
  public init(contentsOf url: URL, maximumSize: Int = 4 << 30) throws {
    let archive = try ZipReader(url, maximumSize: maximumSize)
    name = url.relativePath
    arrays = [:]
    for entry in archive.entries where entry.name.hasSuffix(".npy") {
      let key = String(entry.name.dropLast(".npy".count))
      arrays[key] = try NumPyArray(decoding: archive.read(entry), name: "\(name)/\(key)")
    }
  }

  /// Writes a `.npz` file atomically, as `numpy.savez` does, or `savez_compressed` where `compressed`.
  ///
  /// The same arrays give the same bytes.
  ///
  /// - Throws: ``FileError``.
  public func write(to url: URL, compressed: Bool = false) throws {
    try AtomicFile.replace(url) { temporary in
      let archive = try ZipWriter(temporary, shownAs: url, compressed: compressed)
      for (key, array) in arrays.sorted(by: { $0.key < $1.key }) {
        try archive.add(array.encoded(), named: key + ".npy")
      }
      try archive.finish()
    }
  }

  /// The names, sorted.
  public var names: [String] { arrays.keys.sorted() }

  /// The array called `key`, if there is one.
  public subscript(key: String) -> NumPyArray? {
    get { arrays[key] }
    set { arrays[key] = newValue }
  }

  /// The array called `key`, of a shape in which nil stands for any extent.
  ///
  /// - Throws: ``FileError`` where it is missing or of another shape.
  public func array(_ key: String, shape: [Int?]? = nil) throws -> NumPyArray {
    guard let array = arrays[key] else {
      throw FileError(name, "has no array '\(key)'; it has \(names.joined(separator: ", "))")
    }
    if let shape { try array.requireShape(shape) }
    return array
  }

  /// Whether names and arrays agree, wherever they were read from.
  public static func == (a: NumPyArchive, b: NumPyArchive) -> Bool { a.arrays == b.arrays }
}
