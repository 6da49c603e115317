import Captures
import Foundation
import Hands
import Images
import Splatting

/// Drawn pictures of a hand that reaches for a textured box on a textured wall and, if wanted, carries it away.
struct DrawnGrasp {
  static let size = ImageSize(width: 200, height: 150)
  static let frameCount = 22
  /// Frames until the hand has the box.
  static let contact = 6
  private static let pixelsPerMetre: Float = 330

  /// Whether the box goes with the hand.
  var isCarried = true
  /// By how much the wall moves to the left from frame to frame, pixels.
  var pan: Float = 0
  /// How bright the wall is in the hand's shadow; 1 for none.
  var shade: Float = 1
  /// How strong the wall's structure is.
  var contrast: Float = 0.4
  private static let shadowOffset = (x: -6, y: 16)

  /// A hand seen from its back, fingers to the right: MediaPipe's landmarks, metres.
  private static let shape: [SIMD2<Float>] =
    [[0, 0], [0.03, -0.03], [0.06, -0.045], [0.085, -0.05], [0.105, -0.052]]
    + [(-0.025, 0.09), (-0.005, 0.095), (0.015, 0.09), (0.032, 0.08)].flatMap { y, x -> [SIMD2<Float>] in
      [0, 0.035, 0.058, 0.078].map { SIMD2(Float(x + $0), Float(y)) }
    }
  private static let bones =
    TrackedHand.bones.map { ($0.0, $0.1, Float(0.010)) } + [(0, 9, 0.02), (0, 5, 0.016), (0, 17, 0.016)]

  /// Where the wrist is, pixels.
  private func wrist(_ frame: Int) -> SIMD2<Float> {
    let reach = Float(min(frame, Self.contact)) / Float(Self.contact)
    let carry = Float(max(0, frame - Self.contact))
    return SIMD2(20 + 30 * reach + 3.5 * carry, 110 - 10 * reach - 3 * carry)
  }

  /// The middle of the box, pixels: beyond the fingers.
  private func box(_ frame: Int) -> SIMD2<Float> {
    let grip = SIMD2<Float>(68, 0)
    return isCarried && frame > Self.contact ? wrist(frame) + grip : wrist(Self.contact) + grip
  }

  private func points(_ frame: Int) -> [SIMD2<Float>] {
    Self.shape.map { wrist(frame) + $0 * Self.pixelsPerMetre }
  }

  /// What a tracker would give: within half a pixel of the truth.
  func tracked(_ frame: Int) -> TrackedHand {
    let shake = SIMD2(sin(Float(frame) * 1.7), cos(Float(frame) * 2.9)) / 2
    return TrackedHand(
      side: .right, presence: 1, handedness: 1, landmarks: points(frame).map { SIMD3($0 + shake, 0) },
      worldLandmarks: Self.shape.map { SIMD3($0 - [0.05, 0], 0) })
  }

  /// The labels of a frame.
  func labels(_ frame: Int) -> LabelImage {
    var labels = LabelImage(width: Self.size.width, height: Self.size.height, channels: 1, repeating: 0)
    let (points, middle, wrist) = (points(frame), box(frame), wrist(frame))
    for y in 0..<Self.size.height {
      for x in 0..<Self.size.width {
        let p = SIMD2(Float(x) + 0.5, Float(y) + 0.5)
        let offset = p - middle
        let isHand =
          Self.bones.contains { Self.distance(p, points[$0.0], points[$0.1]) < $0.2 * Self.pixelsPerMetre }
          || Self.distance(p, wrist, wrist - [200, -40]) < 8
        labels[x, y] = isHand ? 1 : abs(offset.x) < 17 && abs(offset.y) < 22 ? 3 : 0
      }
    }
    return labels
  }

  /// The picture of a frame.
  func picture(_ frame: Int) -> Image {
    var image = Image(width: Self.size.width, height: Self.size.height, channels: 3, repeating: 0)
    let (labels, middle, wrist) = (labels(frame), box(frame), wrist(frame))
    for y in 0..<Self.size.height {
      for x in 0..<Self.size.width {
        let p = SIMD2(Float(x), Float(y))
        let color: SIMD3<Float> =
          switch labels[x, y] {
          case 1: [0.78, 0.55, 0.42] + 0.06 * Self.noise(p - wrist, 3)
          case 3: [0.15, 0.3, 0.6] + 0.35 * Self.noise(p - middle, 2)
          default:
            ([0.35, 0.5, 0.35] + contrast * Self.noise(p + [pan * Float(frame), 0], 1))
              * (isShaded(x, y, labels) ? shade : 1)
          }
        for channel in 0..<3 { image[x, y, channel] = min(max(color[channel], 0), 1) }
      }
    }
    return image
  }

  private func isShaded(_ x: Int, _ y: Int, _ labels: LabelImage) -> Bool {
    let (column, row) = (x - Self.shadowOffset.x, y - Self.shadowOffset.y)
    return column < Self.size.width && row >= 0 && labels[column, row] == 1
  }

  /// Writes the pictures, and gives the frames.
  func frames(in folder: URL) throws -> [Frame] {
    try (0..<Self.frameCount).map { index in
      let url = folder.appending(path: String(format: "%05d.png", index))
      try ImageFile.write(picture(index), to: url)
      // The wall is 1 m away.
      let camera = Camera(
        width: Self.size.width, height: Self.size.height, focalLength: [200, 200],
        principalPoint: [Double(Self.size.width) / 2, Double(Self.size.height) / 2],
        worldToCamera: RigidTransform(translation: [-Double(pan) * Double(index) / 200, 0, 0]))
      return Frame(
        name: "\(index)", imageURL: url, camera: camera, time: Double(index) / Double(Self.frameCount - 1))
    }
  }

  private static func distance(_ p: SIMD2<Float>, _ a: SIMD2<Float>, _ b: SIMD2<Float>) -> Float {
    let (bone, from) = (b - a, p - a)
    let offset = from - bone * min(max((from * bone).sum() / (bone * bone).sum(), 0), 1)
    return (offset * offset).sum().squareRoot()
  }

  /// Blobs of two sizes, -1/2...1/2, smooth between pixels.
  private static func noise(_ p: SIMD2<Float>, _ seed: Int) -> Float {
    (blobs(p / 4, seed) + blobs(p / 11, seed + 9)) / 2 - 0.5
  }

  private static func blobs(_ p: SIMD2<Float>, _ seed: Int) -> Float {
    let (column, row) = (Int(p.x.rounded(.down)), Int(p.y.rounded(.down)))
    func corner(_ x: Int, _ y: Int) -> Float {
      var bits = UInt64(bitPattern: Int64(x &* 73_856_093 ^ y &* 19_349_663 ^ seed &* 83_492_791))
      bits = (bits ^ (bits >> 31)) &* 0x9E37_79B9_7F4A_7C15
      return Float(bits >> 40) / Float(1 << 24)
    }
    let (a, b) = (p.x - Float(column), p.y - Float(row))
    let upper = corner(column, row) * (1 - a) + corner(column + 1, row) * a
    let lower = corner(column, row + 1) * (1 - a) + corner(column + 1, row + 1) * a
    return upper * (1 - b) + lower * b
  }
}
