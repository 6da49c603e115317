import Images
import Tensors

/// Finds a hand's landmarks in a region of an image: MediaPipe's `HandLandmarkCpu`.
struct LandmarkDetector: Sendable {
  private static let minimumPresence: Float = 0.5
  /// What the network's depths are divided by.
  private static let depthScale: Float = 0.4
  private let network: LandmarkNetwork
  private let sampler = RegionSampler(size: LandmarkNetwork.inputSize, border: .nearest)

  init(_ network: LandmarkNetwork) { self.network = network }

  /// The hand that a usable region shows; none where it shows none.
  func hand(in region: ImageRegion, of image: Image) -> TrackedHand? {
    let output = network(sampler.cut(region, from: image))
    let (presence, rightness) = (Float(output.presence.item()), Float(output.rightness.item()))
    guard presence > Self.minimumPresence else { return nil }
    let isRight = rightness > 0.5
    return TrackedHand(
      side: isRight ? .right : .left, presence: presence, handedness: isRight ? rightness : 1 - rightness,
      landmarks: Self.points(output.landmarks).map { Self.imagePoint($0, region) },
      worldLandmarks: Self.points(output.worldLandmarks).map { Self.turned($0, region) })
  }

  /// `[1, 21, 3]` as points.
  private static func points(_ tensor: Tensor) -> [SIMD3<Float>] {
    let values = tensor.floats()
    return stride(from: 0, to: values.count, by: 3).map { SIMD3(values[$0], values[$0 + 1], values[$0 + 2]) }
  }

  private static func imagePoint(_ point: SIMD3<Float>, _ region: ImageRegion) -> SIMD3<Float> {
    let share = point / Float(LandmarkNetwork.inputSize)
    return SIMD3(region.imagePoint(SIMD2(share.x, share.y)), share.z / depthScale * region.size)
  }

  /// A point in metres in the image's axes, of one in the region's.
  private static func turned(_ point: SIMD3<Float>, _ region: ImageRegion) -> SIMD3<Float> {
    let (right, down) = region.axes
    return SIMD3(point.x * right + point.y * down, point.z)
  }
}
