import Files
import Foundation
import Hands
import Splatting

/// The results of HaMeR's and WiLoR's networks for an image, as Python's `pickle`, `numpy.save`, `numpy.savez` or
/// `joblib` keep them, under the names that the programs give them.
///
/// A dictionary, for one hand or with a leading extent for several, or a list of them:
///
/// | key | |
/// |---|---|
/// | `global_orient`, `hand_pose`, `betas` | rotations of wrist and 15 joints, as matrices or axis times angle; 10 numbers; also inside `pred_mano_params` (HaMeR, WiLoR) or `wilor_preds` (WiLoR-mini) |
/// | `pred_cam_t_full` (`cam_t_full`, `cam_t`) | the translation in the whole image's camera, which the demos compute |
/// | `is_right` (`right`) | 1 or 0 |
/// | `scaled_focal_length` (`focal_length`) | pixels; without it the one that the demos assume |
///
/// The network's own `pred_cam_t`, and its `focal_length` of two numbers a hand, are those of the crop around the hand
/// (`hamer/models/hamer.py`): the first does not tell where the hand is in the image, and neither is taken.
///
/// The networks see left hands mirrored. Rotation matrices are what they give (`hamer/models/hamer.py`), so that those
/// of left hands are mirrored back here: of the axis times angle y and z change sign. WiLoR-mini gives axis times angle
/// and has done so already (`wilor_hand_pose3d_estimation_pipeline.py`).
struct NetworkHands {
  /// What errors call the file.
  let name: String
  /// The camera that the demos assume for the image.
  let camera: TrackerCamera

  /// All hands in a value.
  func hands(_ value: PickleValue) throws -> [SeenHand] {
    if let elements = value.elements { return try elements.flatMap(hands) }
    guard case .dictionary = value else { return [] }
    let inner = value["wilor_preds"] ?? value["pred_mano_params"] ?? value
    guard inner["hand_pose"] != nil else { return [] }
    let parameters = try PickleRecord(inner, name: name)
    let outer = try PickleRecord(value, name: name)
    let sides = try Self.numbers(["is_right", "right"], outer, parameters)
    guard let sides else { throw FileError(name, "does not say which hand it is (is_right)") }
    return try (0..<sides.count).map { index in
      try hand(index, of: sides.count, isRight: sides[index] > 0.5, parameters, outer)
    }
  }

  private func hand(
    _ index: Int, of count: Int, isRight: Bool, _ parameters: PickleRecord, _ outer: PickleRecord
  ) throws -> SeenHand {
    func part(_ key: String, widths: [Int]) throws -> [Float] {
      let values = try parameters.array(key).floats()
      guard let width = widths.first(where: { values.count == $0 * count }) else {
        throw FileError("\(name)/\(key)", "has \(values.count) numbers for \(count) hands")
      }
      guard values.allSatisfy(\.isFinite) else {
        throw FileError("\(name)/\(key)", "has a number that is not finite")
      }
      return Array(values[(width * index)..<(width * index + width)])
    }
    let wrist = try part("global_orient", widths: [9, 3])
    let fingers = try part("hand_pose", widths: [135, 45])
    let isMatrix = fingers.count == 135
    guard (wrist.count == 9) == isMatrix else {
      throw FileError(name, "has global_orient and hand_pose in different forms")
    }
    var axisAngle = isMatrix ? Self.axisAngle(matrices: wrist + fingers) : wrist + fingers
    if isMatrix && !isRight { Self.mirror(&axisAngle) }
    let places = try Self.numbers(["pred_cam_t_full", "cam_t_full", "cam_t"], outer, parameters)
    guard let places, places.count == 3 * count else {
      throw FileError(
        name, "has no translation of each hand in the whole image (pred_cam_t_full)",
        remedy: "save what the demo makes of pred_cam with cam_crop_to_full")
    }
    let focalLength = try focalLength(outer, parameters)
    return SeenHand(
      side: isRight ? .right : .left,
      geometry: .parameters(
        .init(
          axisAngle: axisAngle, shape: try part("betas", widths: [10]),
          translation: [places[3 * index], places[3 * index + 1], places[3 * index + 2]])),
      camera: TrackerCamera(focalLength: focalLength, center: camera.center))
  }

  /// That of the whole image; the one that the demos assume where none is stated.
  private func focalLength(_ records: PickleRecord...) throws -> Double {
    var stated: Float?
    for record in records where stated == nil {
      let crop = try Self.numbers(["focal_length"], record)
      stated = try Self.numbers(["scaled_focal_length"], record)?.first ?? (crop?.count == 1 ? crop?[0] : nil)
    }
    guard let stated else { return camera.focalLength }
    guard stated.isFinite, stated > 0 else { throw FileError(name, "has a focal length of \(stated)") }
    return Double(stated)
  }

  /// The numbers under the first of the keys that is there.
  private static func numbers(_ keys: [String], _ records: PickleRecord...) throws -> [Float]? {
    for record in records {
      for key in keys where record[key] != nil { return try record.array(key).floats() }
    }
    return nil
  }

  private static func axisAngle(matrices: [Float]) -> [Float] {
    stride(from: 0, to: matrices.count, by: 9).flatMap { start -> [Float] in
      let m = matrices[start..<(start + 9)].map(Double.init)
      let vector = RotationVector.vector(
        Matrix3([m[0], m[1], m[2]], [m[3], m[4], m[5]], [m[6], m[7], m[8]]))
      return [Float(vector.x), Float(vector.y), Float(vector.z)]
    }
  }

  /// The same rotations seen in a mirror across x.
  private static func mirror(_ axisAngle: inout [Float]) {
    for index in axisAngle.indices where index % 3 != 0 { axisAngle[index] = -axisAngle[index] }
  }
}
