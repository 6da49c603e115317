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

  /// The hands that the regions show, in their order; a region without a hand gives none.
  func hands(in regions: [ImageRegion], of image: Image) -> [TrackedHand] {
    if regions.isEmpty { return [] }
    let output = network(sampler.cut(regions, from: image))
    let (presence, rightness) = (output.presence.floats(), output.rightness.floats())
    let points = Self.points(output.landmarks, count: regions.count)
    let worldPoints = Self.points(output.worldLandmarks, count: regions.count)
    // After an error inside an error scope there are no values.
    guard points.count == regions.count, worldPoints.count == regions.count else { return [] }
    return regions.indices.compactMap { index in
      guard presence[index] > Self.minimumPresence else { return nil }
      let region = regions[index]
      let isRight = rightness[index] > 0.5
      return TrackedHand(
        side: isRight ? .right : .left, presence: presence[index],
        handedness: isRight ? rightness[index] : 1 - rightness[index],
        landmarks: points[index].map { Self.imagePoint($0, region) },
        worldLandmarks: worldPoints[index].map { Self.turned($0, region) })
    }
  }

  /// `[n, 21, 3]` as points.
  private static func points(_ tensor: Tensor, count: Int) -> [[SIMD3<Float>]] {
    let values = tensor.floats()
    let size = TrackedHand.landmarkCount * 3
    guard values.count == count * size else { return [] }
    return (0..<count).map { index in
      stride(from: index * size, to: (index + 1) * size, by: 3).map {
        SIMD3(values[$0], values[$0 + 1], values[$0 + 2])
      }
    }
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
