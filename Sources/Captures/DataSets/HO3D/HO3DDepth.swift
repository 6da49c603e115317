import Files
import Foundation
import Images

/// The depth pictures of HO3D: 8-bit PNGs in colour whose red and green hold a number of 16 bits.
enum HO3DDepth {
  /// Metres a step (`depth_scale` in `vis_utils.py`).
  static let scale = 0.000_124_986_647_279_001_77

  /// The depth at `url` in metres: (red + 256 green) times the scale; 0 where unknown.
  static func read(_ url: URL) throws -> DepthImage {
    let image = try ImageFile.read(url)
    guard image.channels >= 3 else {
      throw FileError(url, "is grey, where HO3D's depth has its digits in red and green")
    }
    let values = stride(from: 0, to: image.values.count, by: image.channels).map { start in
      let (red, green) = (digit(image.values[start]), digit(image.values[start + 1]))
      return Float(Double(red + 256 * green) * scale)
    }
    return DepthImage(width: image.width, height: image.height, channels: 1, values: values)
  }

  private static func digit(_ value: Float) -> Int { Int((value * 255).rounded()) }
}
