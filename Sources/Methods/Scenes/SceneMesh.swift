import Splatting
import Tensors

/// Makes triangle meshes of Gaussians: their depth is rendered from all sides and fused.
public struct SceneMesh: Sendable {
  private let renderer: SceneRenderer
  private let resolution: Int

  /// Views on the sphere around.
  private static let viewCount = 60
  /// Pixels of a view along each side.
  private static let imageSize = 400

  /// Renders with `renderer`.
  /// - Parameter resolution: samples along the longest side, 16 or more.
  public init(renderer: SceneRenderer, resolution: Int = 128) {
    self.renderer = renderer
    self.resolution = resolution
  }

  /// The surface of the named layers of `scene` (all by default) at `time` in 0...1; none where they have none.
  ///
  /// It is closed: what no view sees is taken as inside.
  /// - Throws: `RasterizerError` if the scene holds values that are not finite.
  public func mesh(of scene: Scene, time: Double, layers: Set<String>? = nil) throws -> ColoredMesh? {
    guard let box = bounds(of: withoutGradients { scene.gaussians(at: time, layers: layers) }) else {
      return nil
    }
    let views = try cameras(around: box).map { camera in
      let view = try renderer.render(scene, camera: camera, time: time, layers: layers)
      return FusedView(camera: camera, depth: view.depth, image: view.image)
    }
    let cell = (box.upper - box.lower).max() / Double(resolution - 4)
    let margin = SIMD3(repeating: 4 * cell)
    return DepthFusion.mesh(views, lower: box.lower - margin, upper: box.upper + margin, cell: cell)
  }

  private struct Box {
    var lower: SIMD3<Double>
    var upper: SIMD3<Double>
  }

  /// The box of the middles of opaque Gaussians without the outermost hundredth on each side, a tenth larger.
  private func bounds(of gaussians: Gaussians) -> Box? {
    let values = gaussians.means[gaussians.opacities .> 0.3].floats()
    guard values.count >= 3 else { return nil }
    var box = Box(lower: .zero, upper: .zero)
    for axis in 0..<3 {
      let sorted = stride(from: axis, to: values.count, by: 3).map { Double(values[$0]) }.sorted()
      let cut = sorted.count / 100
      (box.lower[axis], box.upper[axis]) = (sorted[cut], sorted[sorted.count - 1 - cut])
    }
    let margin = SIMD3(repeating: max(0.05 * (box.upper - box.lower).max(), 1e-3))
    return Box(lower: box.lower - margin, upper: box.upper + margin)
  }

  /// Cameras on a sphere, spread evenly (a Fibonacci lattice), that see the whole box.
  private func cameras(around box: Box) -> [Camera] {
    let middle = (box.lower + box.upper) / 2
    let distance = 1.5 * length(box.upper - box.lower)
    let size = Self.imageSize
    return (0..<Self.viewCount).map { index in
      let z = 1 - (2 * Double(index) + 1) / Double(Self.viewCount)
      let turn = RotationVector.matrix([0, 0, Double(index) * .pi * (3 - 5.0.squareRoot())])
      let direction = turn * [(1 - z * z).squareRoot(), 0, z]
      // The half diagonal is a third of the distance: it falls inside the image at this focal length.
      return Camera(
        lookingAt: middle, from: middle + distance * direction, width: size, height: size,
        focalLength: 1.3 * Double(size))
    }
  }
}
