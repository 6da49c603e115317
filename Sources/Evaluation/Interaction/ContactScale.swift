/// The colours in which distances between hand and object are shown.
public enum ContactScale {
  /// Where colours end, metres.
  public static let reach: Float = 0.03

  /// Colours at even steps from 0 to ``reach``, red, green, blue in 0...1: red where they touch, yellow, green, and blue
  /// from there on.
  public static let colors: [SIMD3<Float>] = [[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1]]

  /// The place of a distance in metres on the scale, 0...1.
  public static func share(of distance: Float) -> Float { max(0, min(1, distance / reach)) }

  /// The colour of a distance in metres, linear between ``colors``.
  public static func color(of distance: Float) -> SIMD3<Float> {
    let place = share(of: distance) * Float(colors.count - 1)
    let step = min(Int(place), colors.count - 2)
    return colors[step] + (colors[step + 1] - colors[step]) * (place - Float(step))
  }
}
