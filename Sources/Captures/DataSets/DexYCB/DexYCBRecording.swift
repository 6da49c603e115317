import Files
import Foundation
import Hands

/// A recording of DexYCB and what its `meta.yml` says.
struct DexYCBRecording {
  /// The recording's folder, with a folder a camera in it.
  let folder: URL
  /// The cameras' serial numbers.
  let serials: [String]
  /// How many frames every camera took.
  let frameCount: Int
  /// The name of the extrinsic calibration: `20200702_151821`.
  let extrinsics: String
  /// The objects on the table, by their numbers in DexYCB (1...21), as the labels order them.
  let objects: [Int]
  /// The place of the grasped object among `objects`.
  let graspedIndex: Int
  /// Which hand grasps.
  let side: HandTrack.Side
  /// The name of the hand's shape: `20200709_140042_subject-01_right`.
  let shapeName: String

  /// Reads the `meta.yml` in `folder`.
  init(root: URL, folder: URL) throws {
    self.folder = folder
    let url = folder.appending(path: "meta.yml")
    let meta = try YAMLFile(url)
    serials = try meta.require("serials").elements().map { try $0.text() }
    frameCount = try meta.require("num_frames").integer()
    extrinsics = try meta.require("extrinsics").text()
    objects = try meta.require("ycb_ids").elements().map { try $0.integer() }
    graspedIndex = try meta.require("ycb_grasp_ind").integer()
    guard let sideName = try meta.require("mano_sides").elements().first?.text(),
      let side = HandTrack.Side(rawValue: sideName),
      let shapeName = try meta.require("mano_calib").elements().first?.text()
    else { throw FileError(url, "names no right or left hand with its shape") }
    (self.side, self.shapeName) = (side, shapeName)
    guard objects.indices.contains(graspedIndex), (1...1_000_000).contains(frameCount) else {
      throw FileError(
        url, "has \(frameCount) frames, and of \(objects.count) objects number \(graspedIndex) grasped")
    }
  }

  /// The grasped object's number, by which it is labelled.
  var grasped: Int { objects[graspedIndex] }

  /// The camera of the named serial number; the first where none is named.
  func requireSerial(_ serial: String?) throws -> String {
    guard let found = serial.map({ serials.contains($0) ? $0 : nil }) ?? serials.first else {
      throw FileError(
        folder, "was not recorded by a camera \(serial ?? "")",
        remedy: "there are \(serials.joined(separator: ", "))")
    }
    return found
  }
}
