/// The JSON of a glTF 2.0 file, as far as Handful writes it (Khronos Group, "glTF 2.0 Specification").
///
/// Properties have the specification's names and meanings; indices name elements of the document's arrays.
public struct GLTFDocument: Codable, Sendable, Equatable {
  /// The version and who wrote it.
  public struct Asset: Codable, Sendable, Equatable {
    var version = "2.0"
    var generator = "Handful"
  }

  /// The nodes that are shown.
  public struct Scene: Codable, Sendable, Equatable {
    var nodes: [Int]
  }

  /// What is placed in the scene.
  public struct Node: Codable, Sendable, Equatable {
    /// A name to show.
    public var name: String?
    /// The mesh at this node.
    public var mesh: Int?
    /// The skin that moves the mesh.
    public var skin: Int?
    /// The nodes that move with this one.
    public var children: [Int]?
    /// Metres from the parent.
    public var translation: [Float]?
    /// A unit quaternion x, y, z, w.
    public var rotation: [Float]?
    /// By how much x, y and z grow.
    public var scale: [Float]?

    /// Puts a node together.
    public init(
      name: String? = nil, mesh: Int? = nil, skin: Int? = nil, children: [Int]? = nil,
      translation: [Float]? = nil, rotation: [Float]? = nil, scale: [Float]? = nil
    ) {
      self.name = name
      self.mesh = mesh
      self.skin = skin
      self.children = children
      self.translation = translation
      self.rotation = rotation
      self.scale = scale
    }
  }

  /// Geometry of one or more primitives.
  public struct Mesh: Codable, Sendable, Equatable {
    /// A name to show.
    public var name: String?
    /// The parts.
    public var primitives: [Primitive]

    /// Puts a mesh together.
    public init(name: String? = nil, primitives: [Primitive]) {
      self.name = name
      self.primitives = primitives
    }
  }

  /// Points or triangles with their attributes.
  public struct Primitive: Codable, Sendable, Equatable {
    /// What vertices are joined to.
    public enum Mode: Int, Codable, Sendable {
      case points = 0
      case triangles = 4
    }

    /// Accessors by the name of the attribute.
    public var attributes: [String: Int]
    /// The accessor of the corners, where they are not in order.
    public var indices: Int?
    /// The look.
    public var material: Int?
    /// What vertices are joined to.
    public var mode: Mode
    /// What extensions say, by their name: strings by key.
    public var extensions: [String: [String: String]]?

    /// Puts a primitive together.
    public init(
      attributes: [String: Int], indices: Int? = nil, material: Int? = nil, mode: Mode,
      extensions: [String: [String: String]]? = nil
    ) {
      self.attributes = attributes
      self.indices = indices
      self.material = material
      self.mode = mode
      self.extensions = extensions
    }
  }

  var asset = Asset()
  var scene = 0
  var scenes: [Scene] = [Scene(nodes: [])]
  /// All nodes.
  public var nodes: [Node] = []
  /// All meshes.
  public var meshes: [Mesh] = []
  /// All materials.
  public var materials: [GLTFMaterial]?
  /// All skins.
  public var skins: [GLTFSkin]?
  /// All animations.
  public var animations: [GLTFAnimation]?
  var accessors: [GLTFAccessor] = []
  var bufferViews: [GLTFBufferView] = []
  var buffers: [GLTFBuffer] = []
  /// The extensions that are needed to show the whole file.
  public var extensionsUsed: [String]?

  /// Makes an empty document.
  public init() {}

  /// The nodes of the scene that are nobody's children.
  public var rootNodes: [Int] {
    get { scenes[0].nodes }
    set { scenes[0].nodes = newValue }
  }
}
