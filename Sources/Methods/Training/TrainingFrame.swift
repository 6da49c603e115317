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
  /// `[H, W, 3]` of 0...255: bytes, or floats once shrunk.
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

  private init(_ frame: TrainingFrame, camera: Camera, bytes: Tensor, validity: Tensor?) {
    (index, time, background) = (frame.index, frame.time, frame.background)
    (self.camera, self.bytes, self.validity) = (camera, bytes, validity)
  }

  /// The colours `[H, W, 3]` in 0...1.
  public var image: Tensor { bytes.to(.float32) / 255 }

  /// The frame with each square of `factor` pixels a side made one; what is left over at the right and below is lost.
  func shrunk(by factor: Int) -> TrainingFrame {
    guard factor > 1 else { return self }
    var camera = camera
    (camera.width, camera.height) = (camera.width / factor, camera.height / factor)
    camera.focalLength /= Double(factor)
    camera.principalPoint /= Double(factor)
    let pooled = bytes.to(.float32).permuted([2, 0, 1]).unsqueezed(0).averagePooled(factor, stride: factor)
    let validity = validity.map {
      ($0[.new, .new].averagePooled(factor, stride: factor)[0, 0] .>= 1).to(.float32)
    }
    return TrainingFrame(
      self, camera: camera, bytes: pooled[0].permuted([1, 2, 0]).contiguous(), validity: validity)
  }
}
