import Images
import Splatting

/// Draws a hand model by itself, lit, in front of a plain wall.
public struct HandPicture: Sendable {
  /// Where to look at the hand from, its fingers upwards.
  public enum Viewpoint: String, Sendable, CaseIterable {
    case back, palm, thumb, fingertips
  }

  /// The picture's width and height in pixels.
  public let size: Int
  /// Where it is seen from.
  public let viewpoint: Viewpoint

  private static let skin = PlainMaterial(color: [0.86, 0.68, 0.58], gloss: 0.06)
  private static let wall = PlainMaterial(color: [0.62, 0.68, 0.74])

  /// Pictures of `size` by `size` pixels from `viewpoint`.
  public init(size: Int = 800, viewpoint: Viewpoint = .back) {
    self.size = size
    self.viewpoint = viewpoint
  }

  /// The hand of a frame, which must be seen.
  public func draw(_ track: HandTrack, frame: Int = 0) -> Image {
    let mesh = TriangleMesh(positions: track.vertices[frame], faces: track.faces).closed()
    let directions = directions(of: track, frame: frame)
    let middle = mesh.middle
    let radius = mesh.positions.reduce(0.05) { max($0, length(SIMD3<Double>($1) - middle)) }
    let distance = 8 * radius
    let camera = Camera(
      lookingAt: middle, from: middle + directions.towardsViewer * distance, up: directions.up, width: size,
      height: size, focalLength: 0.46 * Double(size) * distance / radius)
    let surfaces = [
      Surface(mesh: mesh, material: Self.skin, label: 1),
      Surface(mesh: Self.wall(behind: middle, radius: radius, camera: camera), material: Self.wall),
    ]
    return TriangleRenderer(lighting: lighting(middle, radius: radius, camera: camera))
      .render(surfaces, camera: camera).image
  }

  private func directions(
    of track: HandTrack, frame: Int
  ) -> (towardsViewer: SIMD3<Double>, up: SIMD3<Double>) {
    let joints = track.joints[frame].map { SIMD3<Double>($0) }
    let fingers = normalize(joints[4] - joints[0])
    let palmar = track.side.palmar(joints)
    let thumb = normalize(cross(fingers, palmar)) * (track.side == .right ? 1 : -1)
    switch viewpoint {
    case .back: return (-palmar, fingers)
    case .palm: return (palmar, fingers)
    case .thumb: return (thumb, fingers)
    case .fingertips: return (fingers, -palmar)
    }
  }

  /// A lamp over the viewer's left shoulder, and light from all sides.
  private func lighting(_ middle: SIMD3<Double>, radius: Double, camera: Camera) -> Lighting {
    let (right, down, forward) = camera.worldToCamera.rotation.rows
    return Lighting(
      lampPosition: middle + radius * (-4 * right - 5 * down - 6 * forward), lampTarget: middle,
      shadowExtent: 3 * radius, shadowSoftness: 0.04 * radius, lampColor: [0.8, 0.78, 0.74],
      skyColor: [0.34, 0.35, 0.37], groundColor: [0.34, 0.35, 0.37])
  }

  private static func wall(behind middle: SIMD3<Double>, radius: Double, camera: Camera) -> TriangleMesh {
    let (right, down, forward) = camera.worldToCamera.rotation.rows
    let corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)].map { (x: Double, y: Double) in
      SIMD3<Float>(middle + radius * (1.1 * forward + 4 * x * right + 4 * y * down))
    }
    return TriangleMesh(positions: corners, faces: [[0, 2, 1], [0, 3, 2]])
  }
}

extension TriangleMesh {
  /// The middle of the box around the mesh.
  fileprivate var middle: SIMD3<Double> {
    let first = positions[0]
    let low = positions.reduce(first) { pointwiseMin($0, $1) }
    let high = positions.reduce(first) { pointwiseMax($0, $1) }
    return SIMD3<Double>((low + high) / 2)
  }
}
