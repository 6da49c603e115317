import Captures
import Images
import Splatting
import Tensors

/// A frame as training takes it: tensors in memory, colours at a byte a channel.
public struct TrainingFrame: Sendable {
  /// Its index among the frames that train.
  public let index: Int
  /// The camera.
  public let camera: Camera
  /// Time in 0...1.
  public let time: Double
  /// The colour behind what was recorded, red, green, blue in 0...1.
  public let background: SIMD3<Float>
  private let bytes: Tensor
  /// Where the image was recorded, `[H, W]` of 0 and 1; none where it was everywhere.
  public let validity: Tensor?

  /// Takes over a loaded frame.
  public init(_ loaded: LoadedFrame, index: Int) {
    let image = loaded.image
    self.index = index
    camera = loaded.frame.camera
    time = loaded.frame.time
    background = loaded.frame.background
    bytes = Tensor(
      image.values.map { UInt8(($0 * 255).rounded()) }, shape: [image.height, image.width, image.channels])
    validity = loaded.validity.map { grid in
      Tensor(grid.values.map { Float(min($0, 1)) }, shape: [grid.height, grid.width])
    }
  }

  /// The colours `[H, W, 3]` in 0...1.
  public var image: Tensor { bytes.to(.float32) / 255 }
}
