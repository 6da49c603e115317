/// The joints that move a mesh (glTF 2.0, section 3.7.3).
public struct GLTFSkin: Codable, Sendable, Equatable {
  /// The accessor of a matrix a joint, by columns: from the mesh at rest to the joint's frame.
  public var inverseBindMatrices: Int
  /// The joints' nodes.
  public var joints: [Int]

  /// Puts a skin together.
  public init(inverseBindMatrices: Int, joints: [Int]) {
    self.inverseBindMatrices = inverseBindMatrices
    self.joints = joints
  }
}

/// How nodes move over time (glTF 2.0, section 3.11).
public struct GLTFAnimation: Codable, Sendable, Equatable {
  /// What of a node is moved.
  public enum Path: String, Codable, Sendable {
    case translation, rotation, scale
  }

  /// What lies between two keys.
  public enum Interpolation: String, Codable, Sendable {
    /// A straight line, of rotations the shortest turn.
    case linear = "LINEAR"
    /// The earlier key.
    case step = "STEP"
  }

  struct Sampler: Codable, Sendable, Equatable {
    var input: Int
    var output: Int
    var interpolation: Interpolation
  }

  struct Target: Codable, Sendable, Equatable {
    var node: Int
    var path: Path
  }

  struct Channel: Codable, Sendable, Equatable {
    var sampler: Int
    var target: Target
  }

  /// A name to show.
  public var name: String?
  var samplers: [Sampler] = []
  var channels: [Channel] = []

  /// Makes an animation in which nothing moves.
  public init(name: String? = nil) { self.name = name }

  /// Moves `path` of `node` through the values of the accessor `output` at the seconds of the accessor `input`.
  public mutating func move(
    _ path: Path, ofNode node: Int, input: Int, output: Int, interpolation: Interpolation = .linear
  ) {
    channels.append(Channel(sampler: samplers.count, target: Target(node: node, path: path)))
    samplers.append(Sampler(input: input, output: output, interpolation: interpolation))
  }
}
