import Foundation
import Images

/// Little videos of a patterned wall: still, or with a camera that pans along it.
enum SmallVideo {
  static let size = ImageSize(width: 128, height: 96)

  /// Writes a video of `frames` frames, 10 a second, in which the wall moves by `speed` pixels a frame.
  static func write(to url: URL, frames: Int, speed: Int = 0) async throws {
    try await VideoWriter.write(to: url, size: size, frameRate: 10, quality: 8) { writer in
      for frame in 0..<frames { try await writer.append(picture(shift: frame * speed)) }
    }
  }

  /// Blocks of eight pixels, each of a grey of its own.
  static func picture(shift: Int) -> Image {
    var image = Image(width: size.width, height: size.height, channels: 3, repeating: 0)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let (column, row) = ((x + shift) / 8, y / 8)
        let value = Float((column * 73 + row * 151 + column * row * 31) % 97) / 97
        for channel in 0..<3 { image[x, y, channel] = value }
      }
    }
    return image
  }
}
