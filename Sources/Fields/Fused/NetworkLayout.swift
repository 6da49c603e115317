/// How a deformation network lies in memory: widths filled up with zeros to whole pairs of panels.
struct NetworkLayout: Sendable {
  /// Where a layer's input comes from.
  enum Source {
    /// The encoded positions.
    case encoding
    /// The layer before.
    case hidden
  }

  /// A part of a layer's input.
  struct Input {
    let source: Source
    /// Its columns in the layer's weight.
    let columns: Range<Int>
  }

  /// Hidden layers.
  let depth: Int
  /// Their width.
  let width: Int
  /// The hidden layer that sees the encoding again, if there are as many.
  let joining: Int
  /// Frequencies of the positions' encoding.
  let frequencies: Int
  /// Numbers of the time's encoding, columns of weights between those of positions and of hidden values.
  let timeSize: Int

  /// Numbers that the heads give for each point: three of position, four of rotation, three of scale.
  static let headSize = 10
  /// The same, filled up to a panel.
  static let paddedHeadSize = 16
  /// Numbers of a pair of panels.
  static let pair = 32

  /// Numbers of an encoded position.
  var encodingSize: Int { 3 * (1 + 2 * frequencies) }
  /// The same, filled up.
  var paddedEncodingSize: Int { Self.padded(encodingSize) }
  /// A hidden layer's width, filled up.
  var paddedWidth: Int { Self.padded(width) }

  /// The parts of a hidden layer's input.
  func inputs(of layer: Int) -> [Input] {
    let encoding = Input(source: .encoding, columns: 0..<encodingSize)
    let joined = encodingSize + timeSize
    if layer == 0 { return [encoding] }
    return layer == joining
      ? [encoding, Input(source: .hidden, columns: joined..<joined + width)]
      : [Input(source: .hidden, columns: 0..<width)]
  }

  /// Columns of a hidden layer's weight.
  func columns(of layer: Int) -> Int {
    (layer == 0 || layer == joining ? encodingSize + timeSize : 0) + (layer == 0 ? 0 : width)
  }

  /// Numbers that a source gives for each point, filled up.
  func paddedSize(of source: Source) -> Int {
    switch source {
    case .encoding: paddedEncodingSize
    case .hidden: paddedWidth
    }
  }

  private static func padded(_ size: Int) -> Int { (size + pair - 1) / pair * pair }
}
