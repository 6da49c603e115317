/// The look of triangles (glTF 2.0, section 3.9).
public struct GLTFMaterial: Codable, Sendable, Equatable {
  /// The metallic-roughness model's values.
  public struct Surface: Codable, Sendable, Equatable {
    var baseColorFactor: [Float]
    var metallicFactor: Float = 0
    var roughnessFactor: Float
  }

  var pbrMetallicRoughness: Surface
  var doubleSided: Bool

  /// A material that is no metal.
  ///
  /// - Parameters:
  ///   - color: linear red, green, blue in 0...1, which the vertices' colours multiply.
  ///   - roughness: 0 of a mirror to 1 of chalk.
  ///   - isDoubleSided: whether the back of triangles is shown too.
  public init(color: SIMD3<Float> = [1, 1, 1], roughness: Float = 1, isDoubleSided: Bool = false) {
    pbrMetallicRoughness = Surface(
      baseColorFactor: [color.x, color.y, color.z, 1], roughnessFactor: roughness)
    doubleSided = isDoubleSided
  }
}
