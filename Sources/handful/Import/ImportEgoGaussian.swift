import ArgumentParser
import Captures

/// The command `handful import egogaussian`.
struct ImportEgoGaussian: DataSetCommand {
  typealias Importer = EgoGaussian

  static let configuration = help(
    """
    Images, COLMAP's cameras and points, masks of hands and object in one, and the release's split. There are no \
    hand models in it. Tested on a made-up clip of the published layout, not on the release itself.
    """,
    example: "EgoGaussian-Data --sequence Submission/HOI4D/Video1 -o video1")

  @OptionGroup var options: DataSetOptions
}
