import Files
import Foundation
import Splatting

/// Text files of numbers with spaces or line ends between them, as `numpy.savetxt` writes them.
enum NumberFile {
  /// The numbers in the file at `url`.
  ///
  /// - Parameter counts: How many there may be.
  /// - Throws: ``FileError`` where a word is no number, or their count is another.
  static func read(_ url: URL, counts: [Int]) throws -> [Double] {
    let text = String(decoding: try InputFile.read(url), as: UTF8.self)
    let words = text.split { $0.isWhitespace || $0 == "," }
    let numbers = words.compactMap { Double($0) }
    guard numbers.count == words.count, numbers.allSatisfy(\.isFinite) else {
      throw FileError(url, "holds something that is no number")
    }
    guard counts.contains(numbers.count) else {
      let expected = counts.map(String.init).joined(separator: " or ")
      throw FileError(url, "has \(numbers.count) numbers, not \(expected)")
    }
    return numbers
  }

  /// The transform whose matrix of four (or three) rows of four `numbers` are.
  static func transform(_ numbers: some Collection<Double>) -> RigidTransform {
    let e = Array(numbers)
    return RigidTransform(
      rotation: Matrix3([e[0], e[1], e[2]], [e[4], e[5], e[6]], [e[8], e[9], e[10]]),
      translation: [e[3], e[7], e[11]])
  }
}
