import Files
import Foundation
import Splatting

/// Reads COLMAP's sparse models in text: `cameras.txt`, `images.txt`, `points3D.txt`.
struct COLMAPTextParser {
  /// The folder that holds the three files.
  let folder: URL

  /// Whether the folder holds a model in text.
  var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "images.txt").path)
  }

  /// The whole model; one without `points3D.txt` has no points.
  func model() throws -> COLMAPModel {
    COLMAPModel(cameras: try cameras(), photographs: try photographs(), points: try points())
  }

  private func cameras() throws -> [Int: COLMAPModel.View] {
    let url = folder.appending(path: "cameras.txt")
    var cameras: [Int: COLMAPModel.View] = [:]
    for line in try lines(url) where !line.words.isEmpty {
      guard line.words.count >= 4, let id = Int(line.words[0]), let width = Int(line.words[2]),
        let height = Int(line.words[3])
      else { throw malformed(line, "CAMERA_ID MODEL WIDTH HEIGHT PARAMS[]", in: url) }
      guard let model = COLMAPCameraModel(name: String(line.words[1])) else {
        throw unreadable(String(line.words[1]), camera: id, in: url)
      }
      let parameters = line.words.dropFirst(4).compactMap { Double($0) }
      guard parameters.count == model.parameterCount else {
        throw malformed(line, "\(model.parameterCount) parameters", in: url)
      }
      cameras[id] = .init(id: id, model: model, width: width, height: height, parameters: parameters)
    }
    return cameras
  }

  /// Every image has two lines, of which the second (its observations, perhaps none) is passed over.
  private func photographs() throws -> [COLMAPModel.Photograph] {
    let url = folder.appending(path: "images.txt")
    let lines = try lines(url)
    var photographs: [COLMAPModel.Photograph] = []
    var index = 0
    while index < lines.count {
      guard !lines[index].words.isEmpty else {
        index += 1
        continue
      }
      photographs.append(try photograph(lines[index], in: url))
      index += 2
    }
    return photographs
  }

  private func photograph(_ line: Line, in url: URL) throws -> COLMAPModel.Photograph {
    let numbers = line.words.prefix(9).compactMap { Double($0) }
    guard numbers.count == 9, line.words.count >= 10, let camera = Int(exactly: numbers[8]) else {
      throw malformed(line, "IMAGE_ID QW QX QY QZ TX TY TZ CAMERA_ID NAME", in: url)
    }
    let rotation = UnitQuaternion(normalizing: numbers[1], [numbers[2], numbers[3], numbers[4]])
    let pose = RigidTransform(rotation: rotation.matrix, translation: [numbers[5], numbers[6], numbers[7]])
    let name = line.words.dropFirst(9).joined(separator: " ")
    return .init(cameraID: camera, pose: pose, name: name)
  }

  private func points() throws -> PointCloud {
    let url = folder.appending(path: "points3D.txt")
    guard FileManager.default.fileExists(atPath: url.path) else { return PointCloud() }
    var cloud = PointCloud()
    for line in try lines(url) where !line.words.isEmpty {
      let numbers = line.words.prefix(7).compactMap { Float($0) }
      guard numbers.count == 7 else { throw malformed(line, "POINT3D_ID X Y Z R G B ERROR TRACK[]", in: url) }
      cloud.positions.append([numbers[1], numbers[2], numbers[3]])
      cloud.colors.append(SIMD3(numbers[4], numbers[5], numbers[6]) / 255)
    }
    return cloud
  }

  /// A line that is no comment, with its number in the file.
  private struct Line {
    var number: Int
    var words: [Substring]
  }

  /// All lines but comments; empty ones stay, for an image without observations has an empty second line.
  private func lines(_ url: URL) throws -> [Line] {
    let lines = String(decoding: try InputFile.read(url), as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0.isNewline }
    return lines.enumerated().compactMap { index, line in
      guard !line.hasPrefix("#") else { return nil }
      return Line(number: index + 1, words: line.split { $0 == " " || $0 == "\t" })
    }
  }

  private func malformed(_ line: Line, _ expected: String, in url: URL) -> FileError {
    FileError(url, "line \(line.number) is not understood", remedy: "it should hold \(expected)")
  }
}
