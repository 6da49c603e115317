import Splatting

/// A hand's skin on 16 joints with at most four joints a vertex, as graphics programs have it.
public struct HandRig: Sendable, Equatable {
  /// Where the weights are from.
  public enum Origin: Sendable, Equatable {
    /// A hand model's own.
    case model
    /// Found from how the vertices of a track move.
    case fitted
  }

  /// How far a rig's vertices are from those of a track.
  public struct Deviation: Sendable, Equatable {
    /// The mean distance over all vertices of all frames in which the hand is seen, metres.
    public var mean: Double
    /// The largest of them.
    public var largest: Double
  }

  /// The most joints that carry a vertex.
  public static let influenceCount = 4

  /// Which hand.
  public let side: HandTrack.Side
  /// Where the weights are from.
  public let origin: Origin
  /// The vertices at rest, metres.
  public let vertices: [SIMD3<Float>]
  /// The 16 joints at rest, metres.
  public let joints: [SIMD3<Double>]
  /// Three vertices a triangle.
  public let faces: [SIMD3<Int32>]
  /// The joints that carry each vertex; joint 0 with weight 0 where there are fewer than four.
  public let influences: [SIMD4<UInt8>]
  /// How much each of them carries; the sum is 1.
  public let weights: [SIMD4<Float>]

  /// Keeps the four largest of each vertex' 16 weights, scaled so that their sum is 1.
  init(
    side: HandTrack.Side, origin: Origin, vertices: [SIMD3<Float>], joints: [SIMD3<Double>],
    faces: [SIMD3<Int32>], weights: [[Float]]
  ) {
    self.side = side
    self.origin = origin
    self.vertices = vertices
    self.joints = joints
    self.faces = faces
    let kept = weights.map(Self.largest)
    influences = kept.map(\.joints)
    self.weights = kept.map(\.weights)
  }

  private static func largest(_ weights: [Float]) -> (joints: SIMD4<UInt8>, weights: SIMD4<Float>) {
    var (joints, kept) = (SIMD4<UInt8>.zero, SIMD4<Float>.zero)
    let order = weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
    for (place, joint) in order.prefix(influenceCount).enumerated() where weights[joint] > 0 {
      joints[place] = UInt8(joint)
      kept[place] = weights[joint]
    }
    // What no joint carries stays with the wrist.
    return kept.sum() > 0 ? (joints, kept / kept.sum()) : (.zero, [1, 0, 0, 0])
  }

  /// The vertices in a pose (linear blend skinning).
  public func posed(_ pose: HandJointPose) -> [SIMD3<Float>] {
    vertices.indices.map { vertex in
      let rest = SIMD3<Double>(vertices[vertex])
      var place = SIMD3<Double>.zero
      for index in 0..<Self.influenceCount where weights[vertex][index] > 0 {
        let joint = Int(influences[vertex][index])
        place += Double(weights[vertex][index]) * pose.carried(rest, by: joint, from: joints[joint])
      }
      return SIMD3<Float>(place)
    }
  }

  /// How far the rig in the poses of `track` is from the track's own vertices; none where the hand is never seen.
  public func deviation(from track: HandTrack) -> Deviation? {
    var (sum, count, largest) = (0.0, 0, 0.0)
    for frame in track.vertices.indices {
      guard let pose = HandJointPose(track, frame: frame) else { continue }
      for (place, truth) in zip(posed(pose), track.vertices[frame]) {
        let distance = Double(length(place - truth))
        sum += distance
        largest = max(largest, distance)
        count += 1
      }
    }
    return count > 0 ? Deviation(mean: sum / Double(count), largest: largest) : nil
  }
}
