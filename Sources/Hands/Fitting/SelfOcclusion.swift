import Images
import Splatting
import Tensors

/// Finds landmarks that other parts of the hand hide from the camera.
struct SelfOcclusion {
  /// Joints lie this deep under the skin at most, metres.
  private static let depthOfJoints: Float = 0.018
  /// The side of the small picture that the hand is drawn in.
  private static let size = 72

  /// The hand's triangles.
  let faces: [SIMD3<Int32>]

  /// Whether each landmark is seen, given the hand's vertices and its landmarks in the camera's frame.
  func visible(vertices: [SIMD3<Float>], landmarks: [SIMD3<Float>]) -> [Bool] {
    let pixels = landmarks.map { SIMD2($0.x, $0.y) / max($0.z, 0.05) }
    let (low, high) = (pixels.reduce(pixels[0], pointwiseMin), pixels.reduce(pixels[0], pointwiseMax))
    let extent = max((high - low).max(), 1e-3) * 1.1
    let focal = Double(Self.size) / Double(extent)
    let middle = SIMD2<Double>((low + high) / 2)
    let camera = Camera(
      width: Self.size, height: Self.size, focalLength: [focal, focal],
      principalPoint: SIMD2(repeating: Double(Self.size) / 2) - focal * middle, worldToCamera: .identity)
    let surface = Surface(
      mesh: TriangleMesh(positions: vertices, faces: faces), material: PlainMaterial(color: [1, 1, 1]),
      label: 1)
    let depth = TriangleRenderer.labels([surface], camera: camera).depth
    return zip(pixels, landmarks).map { pixel, landmark in
      let place = (SIMD2<Double>(pixel) - middle) * focal + Double(Self.size) / 2
      let column = min(max(Int(place.x), 0), Self.size - 1)
      let row = min(max(Int(place.y), 0), Self.size - 1)
      let seen = depth[column, row]
      return seen == 0 || seen > landmark.z - Self.depthOfJoints
    }
  }
}
