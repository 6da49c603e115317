import Files
import Foundation
import Splatting

/// Writes cameras and points as a sparse model of COLMAP in text, which ``COLMAPReader`` reads.
public enum COLMAPWriter {
  /// Writes `sparse/0/cameras.txt`, `images.txt` and `points3D.txt` into `folder`, which is made where it is not there;
  /// images are expected in `images/`.
  ///
  /// Cameras are pinholes, of which equal ones are written once. Points have colours, but no observations.
  /// - Throws: `FileError` if something cannot be written.
  public static func write(_ cameras: [NamedCamera], points: PointCloud, to folder: URL) throws {
    let place = folder.appending(path: "sparse/0")
    try createFolder(place)
    let (views, viewOfImage) = distinct(cameras.map { view(of: $0.camera) })
    try write(
      ["# CAMERA_ID, MODEL, WIDTH, HEIGHT, PARAMS[]"] + views.enumerated().map { "\($0 + 1) \($1)" },
      to: place.appending(path: "cameras.txt"))
    // The second line of an image would hold its observations.
    let images = zip(cameras, viewOfImage).enumerated().flatMap { index, image in
      ["\(index + 1) \(pose(of: image.0.camera)) \(image.1 + 1) \(image.0.name)", ""]
    }
    try write(
      ["# IMAGE_ID, QW, QX, QY, QZ, TX, TY, TZ, CAMERA_ID, NAME, then POINTS2D[]"] + images,
      to: place.appending(path: "images.txt"))
    try write(
      ["# POINT3D_ID, X, Y, Z, R, G, B, ERROR, TRACK[]"] + lines(of: points),
      to: place.appending(path: "points3D.txt"))
  }

  private static func view(of camera: Camera) -> String {
    let (focal, center) = (camera.focalLength, camera.principalPoint)
    return "PINHOLE \(camera.width) \(camera.height) \(focal.x) \(focal.y) \(center.x) \(center.y)"
  }

  private static func pose(of camera: Camera) -> String {
    let pose = camera.worldToCamera
    let (rotation, translation) = (UnitQuaternion(pose.rotation).elements, pose.translation)
    let numbers = [
      rotation[0], rotation[1], rotation[2], rotation[3], translation.x, translation.y, translation.z,
    ]
    return numbers.map { "\($0)" }.joined(separator: " ")
  }

  private static func lines(of points: PointCloud) -> [String] {
    zip(points.positions, points.colors).enumerated().map { index, point in
      let (position, color) = point
      let bytes = (0..<3).map { "\(UInt8((min(max(color[$0], 0), 1) * 255).rounded()))" }
      return "\(index + 1) \(position.x) \(position.y) \(position.z) \(bytes.joined(separator: " ")) 0"
    }
  }

  /// The different ones of `lines` in their order, and which of them each line is.
  private static func distinct(_ lines: [String]) -> ([String], [Int]) {
    var places: [String: Int] = [:]
    var kept: [String] = []
    let indices = lines.map { line in
      if let place = places[line] { return place }
      places[line] = kept.count
      kept.append(line)
      return kept.count - 1
    }
    return (kept, indices)
  }

  private static func write(_ lines: [String], to url: URL) throws {
    try AtomicFile.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: url)
  }
}
