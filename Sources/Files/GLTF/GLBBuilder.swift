import Foundation

/// Puts a binary glTF 2.0 file (GLB) together.
public struct GLBBuilder {
  /// How many numbers an element has.
  public enum Shape: String, Sendable {
    case scalar = "SCALAR"
    case vector2 = "VEC2"
    case vector3 = "VEC3"
    case vector4 = "VEC4"
    case matrix4 = "MAT4"

    var size: Int {
      switch self {
      case .scalar: 1
      case .vector2: 2
      case .vector3: 3
      case .vector4: 4
      case .matrix4: 16
      }
    }
  }

  /// What uses an accessor.
  public enum Use: Sendable {
    case vertices, indices, other

    var target: Int? {
      switch self {
      case .vertices: 34962
      case .indices: 34963
      case .other: nil
      }
    }
  }

  /// The JSON, to which everything but accessors is added directly.
  public var document = GLTFDocument()
  private var parts: [Data] = []
  private var size = 0

  /// Begins a file.
  public init() {}

  /// Adds numbers, `shape.size` an element, and gives the accessor's index.
  ///
  /// - Parameters:
  ///   - hasBounds: whether the least and greatest elements are told, as the format wants of positions and times.
  ///   - isNormalized: whether whole numbers stand for 0...1.
  public mutating func add<Scalar: StoredScalar>(
    _ values: [Scalar], _ shape: Shape, use: Use = .vertices, hasBounds: Bool = false,
    isNormalized: Bool = false
  ) -> Int {
    let data = values.withUnsafeBytes { Data($0) }
    document.bufferViews.append(
      GLTFBufferView(byteOffset: size, byteLength: data.count, target: use.target))
    // Every view begins at a multiple of four bytes, which suits all kinds of numbers.
    parts.append(data + Data(count: -data.count & 3))
    size += parts[parts.count - 1].count
    var accessor = GLTFAccessor(
      bufferView: document.bufferViews.count - 1, componentType: Self.code(of: Scalar.scalarType),
      count: values.count / shape.size, type: shape.rawValue, normalized: isNormalized ? true : nil)
    if hasBounds, !values.isEmpty {
      let numbers = ScalarBuffer(values).floats()
      accessor.min = (0..<shape.size).map { Self.reduce(numbers, $0, shape.size, min) }
      accessor.max = (0..<shape.size).map { Self.reduce(numbers, $0, shape.size, max) }
    }
    document.accessors.append(accessor)
    return document.accessors.count - 1
  }

  private static func reduce(
    _ numbers: [Float], _ start: Int, _ step: Int, _ choose: (Float, Float) -> Float
  ) -> Float {
    stride(from: start, to: numbers.count, by: step).reduce(numbers[start]) { choose($0, numbers[$1]) }
  }

  private static func code(of type: ScalarType) -> Int {
    switch type {
    case .int8: 5120
    case .uint8: 5121
    case .int16: 5122
    case .uint16: 5123
    case .uint32: 5125
    case .float32: 5126
    default: preconditionFailure("glTF has no numbers of type \(type.rawValue)")
    }
  }

  /// Writes the file atomically.
  /// - Throws: ``FileError`` if it cannot be written, or would be larger than the format's 4 GiB.
  public func write(to url: URL) throws {
    var document = document
    document.buffers = [GLTFBuffer(byteLength: size)]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var json = try? encoder.encode(document) else {
      throw FileError(url, "holds a number that is not finite, which glTF cannot")
    }
    json.append(Data(repeating: UInt8(ascii: " "), count: -json.count & 3))
    guard let total = UInt32(exactly: 28 + json.count + size) else {
      throw FileError(
        url, "would be larger than the 4 GiB that a GLB can be", remedy: "export fewer Gaussians")
    }
    try AtomicFile.write(to: url) { file in
      try file.write(Self.words([0x4654_6C67, 2, total, UInt32(json.count), 0x4E4F_534A]))
      try file.write(json)
      try file.write(Self.words([UInt32(size), 0x004E_4942]))
      for part in parts { try file.write(part) }
    }
  }

  private static func words(_ words: [UInt32]) -> Data { words.withUnsafeBytes { Data($0) } }
}
