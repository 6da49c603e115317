import Foundation
import Hands
import Images

/// Tells whether the camera of a video moves, by whether what lies away from the hands does.
///
/// Small pictures of moments some way apart are compared block by block: a block with structure moves if it is found
/// better elsewhere. The camera moves at moments where more than half of those blocks do.
struct BackgroundMotion {
  private static let width = 240
  private static let blockSize = 12
  private static let reach = 6
  /// Least standard deviation of a block's brightness.
  private static let leastContrast: Float = 0.03

  /// Whether the camera moves in more than a fifth of the moments that are compared.
  ///
  /// - Throws: ``Files/FileError`` where a frame cannot be read.
  static func isMoving(frames: [URL], landmarks: [[TrackedHand]]) throws -> Bool {
    let count = min(frames.count, 13)
    let chosen = (0..<count).map { $0 * (frames.count - 1) / max(count - 1, 1) }
    let pictures = try chosen.map { try picture(frames[$0], landmarks[$0]) }
    let shares = zip(pictures, pictures.dropFirst()).compactMap { movedShare(from: $0, to: $1) }
    return 5 * shares.count { $0 > 0.5 } > shares.count
  }

  /// A small grey picture and where it may be compared.
  private struct Picture {
    var grey: Image
    var isStill: LabelImage
  }

  private static func picture(_ url: URL, _ hands: [TrackedHand]) throws -> Picture {
    let image = try ImageFile.read(url)
    let height = max(2 * blockSize, image.height * width / image.width)
    let small = image.resized(width: width, height: height)
    let grey = (0..<width * height).map { pixel in
      (0..<min(image.channels, 3)).reduce(0) { $0 + small.values[pixel * image.channels + $1] }
        / Float(min(image.channels, 3))
    }
    return Picture(
      grey: Image(width: width, height: height, channels: 1, values: grey),
      isStill: DynamicRegions(size: image.size).mask(hands).resizedNearest(width: width, height: height))
  }

  /// The share of blocks with structure that are found better elsewhere; none where there are hardly any.
  private static func movedShare(from: Picture, to: Picture) -> Double? {
    var (moved, total) = (0, 0)
    let (height, edge) = (from.grey.height, reach)
    for top in stride(from: edge, to: height - blockSize - edge, by: blockSize) {
      for left in stride(from: edge, to: width - blockSize - edge, by: blockSize) {
        let middle = (left + blockSize / 2, top + blockSize / 2)
        guard from.isStill[middle.0, middle.1] != 0, to.isStill[middle.0, middle.1] != 0,
          deviation(from.grey, left, top) > leastContrast
        else { continue }
        total += 1
        if isMoved(from.grey, to.grey, left, top) { moved += 1 }
      }
    }
    return total >= 8 ? Double(moved) / Double(total) : nil
  }

  private static func isMoved(_ a: Image, _ b: Image, _ left: Int, _ top: Int) -> Bool {
    let still = difference(a, b, left, top, 0, 0)
    var best = (difference: still, distance: 0)
    for y in -reach...reach {
      for x in -reach...reach {
        let other = difference(a, b, left, top, x, y)
        if other < best.difference { best = (other, max(abs(x), abs(y))) }
      }
    }
    // Noise finds some place a little better; motion finds one that is much better.
    return best.distance >= 1 && best.difference < 0.7 * still
  }

  private static func difference(_ a: Image, _ b: Image, _ left: Int, _ top: Int, _ x: Int, _ y: Int) -> Float
  {
    var sum: Float = 0
    for row in top..<top + blockSize {
      for column in left..<left + blockSize { sum += abs(a[column, row] - b[column + x, row + y]) }
    }
    return sum
  }

  private static func deviation(_ image: Image, _ left: Int, _ top: Int) -> Float {
    var (sum, squares): (Float, Float) = (0, 0)
    for row in top..<top + blockSize {
      for column in left..<left + blockSize {
        let value = image[column, row]
        sum += value
        squares += value * value
      }
    }
    let count = Float(blockSize * blockSize)
    return max(squares / count - (sum / count) * (sum / count), 0).squareRoot()
  }
}
