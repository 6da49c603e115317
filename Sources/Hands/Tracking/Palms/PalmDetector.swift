import Foundation
import Images
import Tensors

/// Finds palms in whole images: MediaPipe's `PalmDetectionCpu`.
struct PalmDetector: Sendable {
  private static let minimumScore: Float = 0.5
  private static let sameOverlap: Float = 0.3
  private let network: PalmNetwork
  private let sampler = RegionSampler(size: PalmNetwork.inputSize, border: .black)

  init(_ network: PalmNetwork) { self.network = network }

  /// The palms of an image, surest first.
  func palms(in image: Image) -> [PalmDetection] {
    let square = ImageRegion(around: image.size)
    let output = network(sampler.cut(square, from: image))
    let scores = output.scores.sigmoid().floats()
    let rows = scores.indices.filter { scores[$0] >= Self.minimumScore }
    if rows.isEmpty { return [] }
    let boxes = output.boxes[0].selecting(Tensor(rows.map(Int64.init))).floats()
    let found = rows.enumerated().compactMap { place, row in
      let start = place * PalmNetwork.boxSize
      return Self.palm(
        boxes[start..<(start + PalmNetwork.boxSize)], anchor: PalmAnchors.centers[row], score: scores[row],
        square)
    }
    return PalmDetection.merged(found, threshold: Self.sameOverlap)
  }

  /// The palm that 18 numbers of the network describe; none where its box is empty or not finite.
  private static func palm(
    _ box: ArraySlice<Float>, anchor: SIMD2<Float>, score: Float, _ square: ImageRegion
  ) -> PalmDetection? {
    let pairs = stride(from: box.startIndex, to: box.endIndex, by: 2).map {
      SIMD2(box[$0], box[$0 + 1]) / Float(PalmNetwork.inputSize)
    }
    let size = pairs[1] * square.size
    guard size.x > 0, size.y > 0, pairs.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
    return PalmDetection(
      score: score, box: PixelBox(center: square.imagePoint(anchor + pairs[0]), size: size),
      keyPoints: pairs.dropFirst(2).map { square.imagePoint(anchor + $0) })
  }
}
