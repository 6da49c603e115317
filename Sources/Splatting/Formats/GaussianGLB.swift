import Files
import Foundation
import Tensors

/// Gaussians as a binary glTF file with the extension `KHR_gaussian_splatting` (Khronos Group).
///
/// The Gaussians are points with activated values: `ROTATION` (x, y, z, w), `SCALE` in metres, `OPACITY` in 0...1
/// and a vector `SH_DEGREE_l_COEF_m` a harmonic, in the order and with the signs of ``SphericalHarmonics``.
/// `COLOR_0` is for programs that show plain points. Colours are those of a display (sRGB), and +y should be up.
public enum GaussianGLB {
  static let name = "KHR_gaussian_splatting"
  /// A file may tell of no more.
  static let maximumCount = 10_000_000
  /// What the extension says of how the Gaussians are to be drawn, and has to say in files that are read.
  static let properties = [
    "kernel": "ellipse", "colorSpace": "srgb_rec709_display", "projection": "perspective",
  ]

  /// Reads the Gaussians that the file's scene shows, in the frame of other files of Gaussians: right, down, forward.
  ///
  /// Degrees of harmonics above 3 are left out.
  /// - Throws: `FileError` where it is no GLB file, lacks something, or holds values that cannot be used.
  public static func read(_ url: URL) throws -> GaussianModel { try GaussianGLBReader(url).model() }

  /// Writes a file, atomically.
  /// - Throws: `FileError` where the file cannot be written, would pass 4 GiB, or a value is not finite.
  public static func write(_ model: GaussianModel, to url: URL) throws {
    try model.check(url)
    var builder = GLBBuilder()
    var attributes: [String: Int] = [:]
    func add(_ attribute: String, _ tensor: Tensor, _ shape: GLBBuilder.Shape, hasBounds: Bool = false) {
      attributes[attribute] = builder.add(tensor.floats(), shape, hasBounds: hasBounds)
    }
    add("POSITION", model.means, .vector3, hasBounds: true)
    attributes["COLOR_0"] = builder.add(colors(of: model), .vector4, isNormalized: true)
    let rotations = model.rotations.normalized()
    add(
      "\(name):ROTATION",
      .concatenated([rotations[.all, .from(1)], rotations[.all, .range(0..<1)]], dimension: 1), .vector4)
    add("\(name):SCALE", model.logScales.exp(), .vector3)
    add("\(name):OPACITY", model.opacityLogits.sigmoid(), .scalar)
    let harmonics = Tensor.concatenated([model.baseHarmonics, model.higherHarmonics], dimension: 1)
    for (index, place) in places(degree: model.maximumDegree).enumerated() {
      add(
        "\(name):SH_DEGREE_\(place.degree)_COEF_\(place.coefficient)", harmonics[.all, .at(index)], .vector3)
    }
    let primitive = GLTFDocument.Primitive(
      attributes: attributes, mode: .points,
      extensions: [name: properties.merging(["sortingMethod": "cameraDistance"]) { $1 }])
    builder.document.extensionsUsed = [name]
    builder.document.meshes = [.init(name: "Gaussians", primitives: [primitive])]
    builder.document.nodes = [.init(name: "Gaussians", mesh: 0)]
    builder.document.rootNodes = [0]
    try builder.write(to: url)
  }

  /// The coefficients up to a degree, in the order of ``SphericalHarmonics``.
  static func places(degree: Int) -> [(degree: Int, coefficient: Int)] {
    (0...degree).flatMap { degree in (0...2 * degree).map { (degree, $0) } }
  }

  /// The colour of degree 0 in linear light, as glTF wants of vertices, with the opacity: four bytes a Gaussian.
  private static func colors(of model: GaussianModel) -> [UInt8] {
    let coded = (model.baseHarmonics.reshaped([-1, 3]) * SphericalHarmonics.Factor.degree0 + 0.5)
      .clamped(min: 0, max: 1).floats()
    let opacities = model.opacityLogits.sigmoid().floats()
    return opacities.indices.flatMap { row in
      let linear = StandardRGB.linear([coded[3 * row], coded[3 * row + 1], coded[3 * row + 2]])
      let color = SIMD4(linear, opacities[row]) * 255
      return [
        UInt8(color.x.rounded()), UInt8(color.y.rounded()), UInt8(color.z.rounded()),
        UInt8(color.w.rounded()),
      ]
    }
  }
}
