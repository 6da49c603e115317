import Captures
import Hands
import Methods
import Splatting
import Tensors

/// Measures surfaces against true ones: Chamfer distances and F-scores, as they are and aligned.
///
/// Both sides are clouds of points, drawn evenly over a mesh or from the centres of Gaussians.
public struct GeometryEvaluator: Sendable {
  /// Points drawn from either side, at most; HOLD draws 3,000.
  public let points: Int
  /// Decides which points are drawn.
  public let seed: UInt64

  /// The layer of a scene that is measured as its object.
  private static let layer = "object"
  /// Gaussians less opaque than this show too little to be part of a surface.
  private static let leastOpacity = 0.5
  /// Points on either side by which surfaces are aligned, as in HOLD's published code.
  private static let alignedPoints = 1000

  /// Draws `points` on either side, at least one.
  public init(points: Int = 3000, seed: UInt64 = 0) {
    self.points = max(1, points)
    self.seed = seed
  }

  /// Compares two meshes in one frame, metres.
  /// - Throws: ``MetricsError`` if one has no surface.
  public func evaluate(_ mesh: TriangleMesh, truth: TriangleMesh, title: String) throws -> GeometryTable {
    // Another seed for the truth, so that a mesh compared with itself is not compared point by point.
    let (drawn, goal) = (
      try mesh.surfacePoints(points, seed: seed), try truth.surfacePoints(points, seed: seed &+ 1)
    )
    let metrics = GeometryMetrics(try SurfaceDistances(drawn, truth: goal))
    return GeometryTable(
      title: title, points: points, frames: [.init(name: "mesh", metrics: metrics)],
      aligned: try aligned(drawn, goal))
  }

  /// Compares the centres of the Gaussians in the scene's layer `object`, those of half opacity or more, with the
  /// true object's surface, in the world frame at each frame's time.
  ///
  /// - Parameters:
  ///   - frames: frames with their numbers in the capture, to which the object's poses belong.
  ///   - title: what the frames are, for the table.
  /// - Returns: none where the scene has no such layer.
  /// - Throws: ``MetricsError`` if the object has no pose for a frame or no surface.
  public func evaluate(
    _ scene: Scene, object: CaptureTruth.Object, frames: [(index: Int, frame: Frame)], title: String
  ) throws -> GeometryTable? {
    guard let layer = scene.layers.first(where: { $0.name == Self.layer }) else { return nil }
    let surface = try TriangleMesh(positions: object.vertices, faces: object.faces)
      .surfacePoints(points, seed: seed)
    var measured: [GeometryTable.Frame] = []
    var aligned: GeometryMetrics?
    for (index, frame) in frames {
      guard object.poses.indices.contains(index) else {
        throw MetricsError("the true object has \(object.poses.count) poses, none for frame \(frame.name)")
      }
      let pose = object.poses[index]
      let truth = SimilarityTransform(rotation: pose.rotation, translation: pose.translation)
        .applied(to: surface)
      let centers = try withTensorErrors { self.centers(of: layer.gaussians(at: frame.time)) }
      guard !centers.isEmpty else { continue }
      if measured.isEmpty { aligned = try self.aligned(centers, truth) }
      let metrics = GeometryMetrics(try SurfaceDistances(centers, truth: truth))
      measured.append(.init(name: frame.name, metrics: metrics))
    }
    return GeometryTable(
      title: title, points: points, frames: measured, aligned: aligned,
      skipped: frames.count - measured.count)
  }

  /// The figures after the similarity that brings `drawn` nearest to `truth`.
  private func aligned(_ drawn: [SIMD3<Float>], _ truth: [SIMD3<Float>]) throws -> GeometryMetrics {
    // Both are in random order: the first are as good as any.
    let count = min(Self.alignedPoints, drawn.count, truth.count)
    let transform = try ClosestPointAlignment.transform(
      Array(drawn.prefix(count)), to: Array(truth.prefix(count)))
    return GeometryMetrics(try SurfaceDistances(transform.applied(to: drawn), truth: truth))
  }

  /// The centres of opaque Gaussians, at most ``points`` of them, in random order.
  private func centers(of gaussians: Gaussians) -> [SIMD3<Float>] {
    withoutGradients {
      let opaque = gaussians.means.selecting(
        (gaussians.opacities .>= Self.leastOpacity).nonzero().flattened())
      let order = Tensor.randomPermutation(opaque.size(0), generator: RandomGenerator(seed: seed))
        .to(opaque.device)
      let values = opaque.selecting(order).floats()
      return (0..<min(points, opaque.size(0))).map {
        [values[$0 * 3], values[$0 * 3 + 1], values[$0 * 3 + 2]]
      }
    }
  }
}
