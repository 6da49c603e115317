/// Who wrote the tracked hands that are to be imported.
public enum TrackedHandsFormat: String, Sendable, CaseIterable {
  /// HaMeR (Pavlakos et al., CVPR 2024): meshes of its demo, or its results saved image by image.
  case hamer
  /// WiLoR (Potamias et al., CVPR 2025), and the package WiLoR-mini: likewise.
  case wilor
  /// HaWoR (Zhang et al., CVPR 2025): the folder of a video's results.
  case hawor
  /// MANO's parameters in an `.npz`.
  case mano
}
