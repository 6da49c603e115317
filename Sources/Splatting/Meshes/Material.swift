/// What light does at a point of a surface.
public struct Appearance: Sendable, Equatable {
  /// The share of light that is scattered, linear red, green, blue.
  public var albedo: SIMD3<Float>
  /// The strength of the highlight.
  public var gloss: Float
  /// The highlight's exponent: the larger, the smaller the highlight.
  public var shininess: Float

  /// Puts an appearance together.
  public init(albedo: SIMD3<Float>, gloss: Float = 0, shininess: Float = 20) {
    self.albedo = albedo
    self.gloss = gloss
    self.shininess = shininess
  }
}

/// A procedural texture: an appearance for every point of an object, in the object's own frame.
///
/// It must not depend on the view: a scene is to look the same from everywhere.
public protocol Material: Sendable {
  /// The appearance at `point`, in metres in the frame of the object at rest.
  func appearance(at point: SIMD3<Float>) -> Appearance
  /// The appearances at many points; a requirement only so that a renderer pays one dynamic call for a row.
  func fill(_ appearances: UnsafeMutableBufferPointer<Appearance>, at points: UnsafePointer<SIMD3<Float>>)
}

extension Material {
  /// Asks for one point after the other.
  public func fill(
    _ appearances: UnsafeMutableBufferPointer<Appearance>, at points: UnsafePointer<SIMD3<Float>>
  ) {
    for index in appearances.indices { appearances[index] = appearance(at: points[index]) }
  }
}
