import ArgumentParser
import Splatting

/// How a scene is turned and scaled on export.
struct ExportPlacement: ParsableArguments {
  /// A signed axis of the scene.
  enum Axis: String, ExpressibleByArgument, CaseIterable {
    case x, y, z
    case minusX = "-x"
    case minusY = "-y"
    case minusZ = "-z"

    var direction: SIMD3<Double> {
      switch self {
      case .x: [1, 0, 0]
      case .y: [0, 1, 0]
      case .z: [0, 0, 1]
      case .minusX: [-1, 0, 0]
      case .minusY: [0, -1, 0]
      case .minusZ: [0, 0, -1]
      }
    }
  }

  @Option(
    name: .customLong("up"), parsing: .unconditional,
    help: """
      The scene's upward axis (x, -x, y, -y, z, -z): it is turned to where the format's programs have up: -y in ply, \
      spz and colmap, y in glTF and meshes, z in nerfstudio. Without it only glTF is turned, from z, or from -y where the scene is a file of Gaussians.
      """)
  var upAxis: Axis?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Degrees about the axes x, then y, then z of the result.", valueName: "x,y,z"))
  var rotate: String?

  @Option(help: "By how much lengths grow.")
  var scale = 1.0

  mutating func validate() throws {
    guard scale.isFinite, scale > 0 else { throw ValidationError("--scale takes a number above 0") }
    _ = try angles()
  }

  private func angles() throws -> SIMD3<Double> {
    guard let rotate else { return .zero }
    let numbers = rotate.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
    guard numbers.count == 3, numbers.allSatisfy(\.isFinite) else {
      throw ValidationError("--rotate takes three numbers of degrees, such as 90,0,0")
    }
    return SIMD3(numbers[0], numbers[1], numbers[2])
  }

  /// The change of place for `format`.
  ///
  /// - Parameters:
  ///   - isGLTF: whether the file is glTF, which has an upward axis of its own.
  ///   - standard: the axis that is upwards in the scene where the user does not tell.
  /// - Throws: `ValidationError` where a change is asked for that the format does not have.
  func transform(for format: ExportFormat, isGLTF: Bool, from standard: Axis) throws -> SimilarityTransform {
    guard let formatUp = format.up else {
      guard upAxis == nil, rotate == nil, scale == 1 else {
        throw ValidationError(
          "a scene stays as it is in \(format.rawValue): leave out --up, --rotate, --scale")
      }
      return SimilarityTransform()
    }
    let angles = try angles() * .pi / 180
    let turn =
      Matrix3(axis: [0, 0, 1], angle: angles.z) * Matrix3(axis: [0, 1, 0], angle: angles.y)
      * Matrix3(axis: [1, 0, 0], angle: angles.x)
    let upAxis = upAxis ?? (isGLTF ? standard : nil)
    let upright = upAxis.map { Self.turn($0.direction, to: formatUp) } ?? .identity
    // Left out where nothing is asked for, so that numbers stay as they are to the bit.
    return SimilarityTransform(scale: scale, rotation: rotate == nil ? upright : turn * upright)
  }

  /// The shortest rotation between two axes; about x, or z where x is the axis, for opposite ones.
  private static func turn(_ from: SIMD3<Double>, to target: SIMD3<Double>) -> Matrix3 {
    let axis = cross(from, target)
    if length(axis) > 0.5 { return Matrix3(axis: axis, angle: .pi / 2) }
    if dot(from, target) > 0 { return .identity }
    return Matrix3(diagonal: abs(from.x) > 0.5 ? [-1, -1, 1] : [1, -1, -1])
  }
}
