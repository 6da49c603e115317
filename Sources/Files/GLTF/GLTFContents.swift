/// The JSON of a glTF 2.0 file of any program, as far as Handful reads it; nothing of it is checked.
public struct GLTFContents: Decodable, Sendable {
  /// A node of the tree.
  public struct Node: Decodable, Sendable {
    /// The mesh at this node.
    public var mesh: Int?
    /// The nodes that move with this one.
    public var children: [Int]?
    /// Sixteen numbers by columns, from the node to its parent; else the other three say the same.
    public var matrix: [Double]?
    /// Metres from the parent.
    public var translation: [Double]?
    /// A unit quaternion x, y, z, w.
    public var rotation: [Double]?
    /// By how much x, y and z grow.
    public var scale: [Double]?
  }

  /// What is shown together.
  public struct Scene: Decodable, Sendable {
    /// The nodes that are nobody's children.
    public var nodes: [Int]?
  }

  /// Geometry of one or more primitives.
  public struct Mesh: Decodable, Sendable {
    /// The parts.
    public var primitives: [Primitive]
  }

  /// Points or triangles with their attributes.
  public struct Primitive: Decodable, Sendable {
    /// Accessors by the name of the attribute.
    public var attributes: [String: Int]
    /// What extensions say in strings, by their name.
    public var extensions: [String: GLTFStrings]?
  }

  struct Accessor: Decodable, Sendable {
    struct Sparse: Decodable {}

    var bufferView: Int?
    var byteOffset: Int?
    var componentType: Int
    var count: Int
    var type: String
    var normalized: Bool?
    var sparse: Sparse?
  }

  struct BufferView: Decodable, Sendable {
    var buffer: Int
    var byteOffset: Int?
    var byteLength: Int
    var byteStride: Int?
  }

  struct Buffer: Decodable, Sendable {
    var uri: String?
  }

  /// The scene to show first.
  public var scene: Int?
  /// All scenes.
  public var scenes: [Scene]?
  /// All nodes.
  public var nodes: [Node]?
  /// All meshes.
  public var meshes: [Mesh]?
  /// What a reader must know.
  public var extensionsRequired: [String]?
  var accessors: [Accessor]?
  var bufferViews: [BufferView]?
  var buffers: [Buffer]?
}

/// The members of a JSON object that are strings; others are left out.
public struct GLTFStrings: Decodable, Sendable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// The strings by their key.
  public let values: [String: String]

  /// Reads an object, or of anything else nothing.
  public init(from decoder: any Decoder) throws {
    guard let container = try? decoder.container(keyedBy: Key.self) else {
      values = [:]
      return
    }
    values = container.allKeys.reduce(into: [:]) { strings, key in
      strings[key.stringValue] = try? container.decode(String.self, forKey: key)
    }
  }
}
