import Files
import Foundation
import Splatting

/// The camera's places in a sequence of HOI4D, in Open3D's log format: for each frame a line of three numbers, then the
/// matrix from the camera to the world in four lines.
///
/// (Open3D reads it as its inverse, `extrinsic`, which `scene2frame.py` uses.)
struct HOI4DTrajectory {
  let cameraToWorld: [RigidTransform]

  /// Reads the file at `url`.
  init(_ url: URL) throws {
    let text = String(decoding: try InputFile.read(url), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(whereSeparator: \.isWhitespace) }
      .filter { !$0.isEmpty }
    guard !lines.isEmpty, lines.count.isMultiple(of: 5) else {
      throw FileError(url, "is no trajectory: it has \(lines.count) lines, not five a frame")
    }
    cameraToWorld = try stride(from: 0, to: lines.count, by: 5).map { start in
      let numbers = lines[(start + 1)..<(start + 5)].joined().compactMap { Double($0) }
      guard numbers.count == 16, numbers.allSatisfy(\.isFinite) else {
        throw FileError(url, "line \(start + 2) begins no matrix of 16 numbers")
      }
      return NumberFile.transform(numbers)
    }
  }
}
