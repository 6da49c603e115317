import ArgumentParser
import Captures

/// The command `handful import dexycb`.
struct ImportDexYCB: DataSetCommand {
  typealias Importer = DexYCB

  static let configuration = help(
    """
    Images, depth, masks of the hand and of the object that it grasps, the hand, and the object's model and poses. \
    Tested on a made-up recording of the published layout, not on the data set itself.
    """,
    example:
      "dex-ycb --sequence 20200709-subject-01/20200709_141754 --camera 836212060125 --mano mano -o grasp")

  @OptionGroup var options: DataSetOptions
}
