import Files
import Foundation
import Images
import Splatting

/// The annotation files of one capture of InterHand2.6M.
///
/// Those with joints and MANO's parameters of a whole split are hundreds of megabytes: only the frames that are asked
/// for are decoded.
struct InterHandAnnotations {
  /// A capture's cameras, each by its number, millimetres and pixels.
  private struct Cameras: Decodable {
    var campos: [String: [Double]]
    var camrot: [String: [[Double]]]
    var focal: [String: [Double]]
    var princpt: [String: [Double]]
  }

  /// MANO's parameters of one hand in one frame, metres.
  struct Mano: Decodable {
    /// 48 numbers: axis-angle of the wrist, and of the 15 joints from the mean pose.
    var pose: [Float]
    /// 10 numbers.
    var shape: [Float]
    /// 3 numbers.
    var trans: [Float]

    /// Whether there are as many numbers as there should be.
    var isWhole: Bool { pose.count == 48 && shape.count == 10 && trans.count == 3 }
  }

  /// MANO's parameters of one frame; a hand that was not fitted is missing or null.
  struct Hands: Decodable {
    var right: Mano?
    var left: Mano?
  }

  private let folder: URL
  private let sequence: InterHandSequence
  private let cameras: Cameras
  private let camerasURL: URL

  /// Opens the files of the capture that `sequence` belongs to.
  init(root: URL, sequence: InterHandSequence) throws {
    self.sequence = sequence
    let places = [sequence.split, "all", "machine_annot", "human_annot"].map {
      root.appending(path: "annotations/\($0)")
    }
    func camerasURL(_ folder: URL) -> URL {
      folder.appending(path: "InterHand2.6M_\(sequence.split)_camera.json")
    }
    let found = places.first { FileManager.default.fileExists(atPath: camerasURL($0).path) }
    guard let folder = found else {
      throw FileError(camerasURL(places[0]), "the annotations of the split are missing", remedy: Self.origin)
    }
    self.folder = folder
    self.camerasURL = camerasURL(folder)
    guard
      let cameras = try JSONMembers(contentsOf: camerasURL(folder)).value(sequence.capture, as: Cameras.self)
    else { throw FileError(camerasURL(folder), "has no cameras of capture \(sequence.capture)") }
    self.cameras = cameras
  }

  private static let origin = "download them from https://mks0601.github.io/InterHand2.6M"

  /// MANO's parameters of the frames of these numbers, where there are any.
  func hands(_ numbers: [Int]) throws -> [Int: Hands] {
    let url = url("MANO_NeuralAnnot")
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw FileError(url, "the hands of the split are missing", remedy: Self.origin + ", or import no hands")
    }
    let hands: [Int: Hands] = try values(url, numbers)
    for (number, pair) in hands {
      for hand in [pair.right, pair.left].compactMap(\.self) where !hand.isWhole {
        throw FileError(url, "a hand of frame \(number) has not 48 numbers of pose, 10 of shape, 3 of trans")
      }
    }
    return hands
  }

  /// The annotated joints of the frames of these numbers, where there are any.
  func joints(_ numbers: [Int]) throws -> [Int: Joints] {
    let url = url("joint_3d")
    return FileManager.default.fileExists(atPath: url.path) ? try values(url, numbers) : [:]
  }

  private func url(_ kind: String) -> URL {
    folder.appending(path: "InterHand2.6M_\(sequence.split)_\(kind).json")
  }

  private func values<Value: Decodable>(_ url: URL, _ numbers: [Int]) throws -> [Int: Value] {
    guard let capture = try JSONMembers(contentsOf: url).members(of: sequence.capture) else { return [:] }
    var values: [Int: Value] = [:]
    for number in numbers { values[number] = try capture.value("\(number)") }
    return values
  }

  /// The frames of these images of a camera.
  func frames(
    _ photographs: [InterHandSequence.Photograph], camera: String, times: InterHandTimes
  ) throws -> [Frame] {
    let size = try photographs.first.map { try ImageFile.size(of: $0.url) }
    return try photographs.map { photograph in
      Frame(
        name: "cam\(camera)-\(photograph.number)", imageURL: photograph.url,
        camera: try self.camera(camera, size: size ?? ImageSize(width: 0, height: 0)),
        time: times.time(of: photograph.number))
    }
  }

  /// The camera of this number: x_camera = R (x - c), c in millimetres.
  ///
  /// Its principal point counts from the middle of the first pixel, as OpenCV's does, and is moved to count from the
  /// corner.
  private func camera(_ number: String, size: ImageSize) throws -> Camera {
    guard let position = cameras.campos[number], let rows = cameras.camrot[number],
      let focal = cameras.focal[number], let principal = cameras.princpt[number]
    else { throw FileError(camerasURL, "capture \(sequence.capture) has no camera \(number)") }
    guard position.count == 3, rows.count == 3, rows.allSatisfy({ $0.count == 3 }), focal.count == 2,
      principal.count == 2
    else { throw FileError(camerasURL, "camera \(number) of capture \(sequence.capture) is cut short") }
    let rotation = Matrix3(
      [rows[0][0], rows[0][1], rows[0][2]], [rows[1][0], rows[1][1], rows[1][2]],
      [rows[2][0], rows[2][1], rows[2][2]])
    let centre = SIMD3(position[0], position[1], position[2]) / 1000
    return Camera(
      width: size.width, height: size.height, focalLength: [focal[0], focal[1]],
      principalPoint: [principal[0] + 0.5, principal[1] + 0.5],
      worldToCamera: RigidTransform(rotation: rotation, translation: -(rotation * centre)))
  }
}
