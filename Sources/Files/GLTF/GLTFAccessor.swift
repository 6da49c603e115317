/// How a part of a buffer is read as numbers (glTF 2.0, section 3.6.2).
struct GLTFAccessor: Codable, Sendable, Equatable {
  var bufferView: Int
  var componentType: Int
  var count: Int
  var type: String
  var min: [Float]?
  var max: [Float]?
  var normalized: Bool?
}

/// A part of a buffer.
struct GLTFBufferView: Codable, Sendable, Equatable {
  var buffer = 0
  var byteOffset: Int
  var byteLength: Int
  /// 34962 for attributes of vertices, 34963 for their indices; none for what no mesh uses.
  var target: Int?
}

/// The binary part of the file.
struct GLTFBuffer: Codable, Sendable, Equatable {
  var byteLength: Int
}
