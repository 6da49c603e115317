import Files
import Foundation
import Splatting

/// The object that is grasped in a recording of DexYCB: its model, and its poses in the world.
struct DexYCBObject {
  let root: URL
  let recording: DexYCBRecording

  /// The folders of `models` by the objects' numbers from 1 on (`dex_ycb_toolkit/dex_ycb.py`).
  private static let models = [
    "002_master_chef_can", "003_cracker_box", "004_sugar_box", "005_tomato_soup_can", "006_mustard_bottle",
    "007_tuna_fish_can", "008_pudding_box", "009_gelatin_box", "010_potted_meat_can", "011_banana",
    "019_pitcher_base", "021_bleach_cleanser", "024_bowl", "025_mug", "035_power_drill", "036_wood_block",
    "037_scissors", "040_large_marker", "051_large_clamp", "052_extra_large_clamp", "061_foam_brick",
  ]

  /// The object over the frames of `labels`; none, and a line of warning, where its model is not there, or where a
  /// frame does not see it.
  func truth(
    _ labels: [DexYCBLabels], cameraToWorld: RigidTransform, warnings: inout [String]
  ) throws -> CaptureTruth.Object? {
    guard Self.models.indices.contains(recording.grasped - 1) else {
      throw FileError(
        recording.folder.appending(path: "meta.yml"), "has the unknown object \(recording.grasped)")
    }
    let model = Self.models[recording.grasped - 1]
    return try ObjectTruth.object(
      root.appending(path: "models/\(model)/textured_simple.obj"),
      poses: labels.map { $0.objects[recording.graspedIndex].map { cameraToWorld * $0 } }, warnings: &warnings
    )
  }
}
