/// One colour all over.
public struct PlainMaterial: Material, Equatable {
  private let look: Appearance

  /// A surface of this colour, coded in sRGB, with a highlight of this strength.
  public init(color: SIMD3<Float>, gloss: Float = 0) {
    look = Appearance(albedo: StandardRGB.linear(color), gloss: gloss)
  }

  /// The same everywhere.
  public func appearance(at point: SIMD3<Float>) -> Appearance { look }
}
