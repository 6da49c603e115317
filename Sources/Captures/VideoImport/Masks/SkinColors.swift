import Foundation

/// How much like skin colours are, by how often they occur in the hands of a video and close around them.
struct SkinColors: Sendable {
  /// log2 of the odds that a colour near a hand is the hand's, -3...3.
  private let odds: [Float]

  /// Distances in steps of ``HandView/distances``: what is surely inside a hand (in its palm, since
  /// fingers may be behind what they hold), and what is around it.
  private static let (inside, around) = (-5, 5...36)
  /// Counts below this tell little.
  private static let leastCount: Float = 8

  /// The colours of the hands of a video.
  init(_ video: WorkingVideo, hands: [[HandView?]]) {
    var (skin, rest) = (ColorHistogram(), ColorHistogram())
    for (image, views) in zip(video.images, hands) {
      let views = views.compactMap { $0 }
      guard !views.isEmpty else { continue }
      let arms = views.compactMap { $0.points.flatMap { ArmCone($0) } }
      for index in stride(from: 0, to: image.count, by: 2) {
        let distance = Int(views.map { $0.distances[index] }.min() ?? .max)
        if distance < Self.inside {
          skin.add(image.pixels[index])
        } else if Self.around.contains(distance), !arms.contains(where: { $0.contains(image.place(index)) }) {
          rest.add(image.pixels[index])
        }
      }
    }
    odds = zip(skin.smoothed(), rest.smoothed()).map { a, b in
      min(max(log2((a + Self.leastCount) / (b + Self.leastCount)), -3), 3)
    }
  }

  /// log2 of the odds that a pixel near a hand is the hand's, -3...3.
  func odds(_ pixel: SIMD4<UInt8>) -> Float { odds[ColorHistogram.bin(pixel)] }
}
