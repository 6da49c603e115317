import Captures
import Foundation
import Images
import Splatting

/// A capture of 24 frames in which nothing is wrong: a camera on an arc sees a pattern that slides by.
struct LongCapture {
  static let count = 24
  static let (width, height) = (96, 72)

  var capture: Capture
  private let folder: URL

  /// Writes the pictures into `folder`.
  init(folder: URL) throws {
    self.folder = folder
    let frames = try (0..<Self.count).map { index in
      let frame = Frame(
        name: String(format: "%05d", index), imageURL: folder.appending(path: "\(index).png"),
        camera: Self.camera(angle: 0.02 * Double(index)), time: Double(index) / Double(Self.count - 1))
      try ImageFile.write(Self.pattern(shift: index), to: frame.imageURL)
      return frame
    }
    capture = Capture(name: "long", frames: frames)
  }

  static func camera(angle: Double) -> Camera {
    Camera(
      lookingAt: .zero, from: [cos(angle), sin(angle), 0.5], width: width, height: height, focalLength: 90)
  }

  /// Coarse and fine structure, of another part of the same pattern for each `shift`.
  private static func pattern(shift: Int) -> Image {
    var image = Image(width: width, height: height, channels: 3, repeating: 0)
    for y in 0..<height {
      for x in 0..<width {
        let u = x + 2 * shift
        let hash = UInt32(truncatingIfNeeded: (u / 2) &* 73_856_093 ^ (y / 2) &* 19_349_663) &* 2_654_435_761
        let fine = Float(hash >> 16 & 0xFF) / 255
        let coarse = Float(0.5 + 0.5 * sin(Double(u) / 9) * cos(Double(y) / 7))
        for channel in 0..<3 { image[x, y, channel] = 0.25 + 0.3 * coarse + 0.2 * fine }
      }
    }
    return image
  }

  /// Changes the pictures of the frames at `indices`.
  func change(_ indices: some Sequence<Int>, _ body: (Image) -> Image) throws {
    for index in indices {
      let url = capture.frames[index].imageURL
      try ImageFile.write(body(try ImageFile.read(url)), to: url)
    }
  }

  /// What `handful info` and reports say.
  var warnings: [Finding] { CaptureValidator(capture, source: folder).validate() }
}

extension Image {
  /// As an unsteady camera sees it.
  var blurred: Image { resized(width: width / 4, height: height / 4).resized(width: width, height: height) }

  /// With all colours multiplied.
  func brightened(by factor: Float) -> Image {
    Image(width: width, height: height, channels: channels, values: values.map { min(1, $0 * factor) })
  }
}
