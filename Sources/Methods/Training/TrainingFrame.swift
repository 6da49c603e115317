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
  /// The colours `[H, W, 3]`: bytes of 0...255, or numbers in 0...1 once shrunk.
  let recorded: Tensor
  /// Where the image was recorded, `[H, W]` of 0 and 1; none where it was everywhere.
  public let validity: Tensor?
  /// What each pixel of the recorded image shows, bytes of ``FrameLabel``; none where the frame has no mask.
  private let labels: Tensor?
  /// By how much the image was shrunk since it was loaded.
  private let shrinkage: Int
  /// What compares a rendering with the frame where that is not on the processor.
  let photometry: KernelPhotometry?

  /// Takes over a loaded frame.
  public init(_ loaded: LoadedFrame, index: Int) {
    let image = loaded.image
    self.index = index
    camera = loaded.frame.camera
    time = loaded.frame.time
    background = loaded.frame.background
    recorded = Tensor(
      image.values.map { UInt8(($0 * 255).rounded()) }, shape: [image.height, image.width, image.channels])
    validity = loaded.validity.map { grid in
      Tensor(grid.values.map { Float(min($0, 1)) }, shape: [grid.height, grid.width])
    }
    labels = loaded.mask.map { Tensor($0.values, shape: [$0.height, $0.width]) }
    shrinkage = 1
    photometry = nil
  }

  private init(
    _ frame: TrainingFrame, camera: Camera, recorded: Tensor, validity: Tensor?, labels: Tensor?,
    shrinkage: Int, photometry: KernelPhotometry?
  ) {
    (index, time, background) = (frame.index, frame.time, frame.background)
    (self.camera, self.recorded, self.validity, self.labels) = (camera, recorded, validity, labels)
    self.shrinkage = shrinkage
    self.photometry = photometry
  }

  /// The frame with its tensors on the device of `compute`, where it is compared too.
  public func moved(to compute: ComputeResources) -> TrainingFrame {
    let device = compute.device
    return TrainingFrame(
      self, camera: camera, recorded: recorded.to(device), validity: validity?.to(device),
      labels: labels?.to(device), shrinkage: shrinkage, photometry: compute.photometry)
  }

  /// How much of each pixel shows one of `wanted`, `[H, W]` in 0...1; none where the frame has no mask.
  public func coverage(of wanted: Set<FrameLabel>) -> Tensor? {
    labels.map { labels in
      let shown = wanted.sorted { $0.rawValue < $1.rawValue }
        .map { labels .== Double($0.rawValue) }
        .reduce(Tensor.zeros(labels.shape, .bool, device: labels.device)) { $0 .| $1 }.to(.float32)
      guard shrinkage > 1 else { return shown }
      return shown[.new, .new].averagePooled(shrinkage, stride: shrinkage)[0, 0]
    }
  }

  /// The colours `[H, W, 3]` in 0...1.
  public var image: Tensor { recorded.dtype == .uint8 ? recorded.to(.float32) / 255 : recorded }

  /// The frame with each square of `factor` pixels a side made one; what is left over at the right and below is lost.
  func shrunk(by factor: Int) -> TrainingFrame {
    guard factor > 1 else { return self }
    var camera = camera
    (camera.width, camera.height) = (camera.width / factor, camera.height / factor)
    camera.focalLength /= Double(factor)
    camera.principalPoint /= Double(factor)
    let pooled = image.permuted([2, 0, 1]).unsqueezed(0).averagePooled(factor, stride: factor)
    let validity = validity.map {
      ($0[.new, .new].averagePooled(factor, stride: factor)[0, 0] .>= 1).to(.float32)
    }
    return TrainingFrame(
      self, camera: camera, recorded: pooled[0].permuted([1, 2, 0]).contiguous(), validity: validity,
      labels: labels, shrinkage: shrinkage * factor, photometry: photometry)
  }
}
