/// What to do about the shape directions of MANO's published left hand, whose x components have the right hand's
/// sign: they make the left hand broader where the right one grows narrower (smplx issue 48).
public enum LeftShapeDirections: String, Sendable, CaseIterable {
  /// The sign is put right if the file has the mistake, so that one shape suits both hands of a person.
  case corrected
  /// As in the file: for shapes that were fitted with the mistake, as those of DexYCB were.
  case asPublished
}
