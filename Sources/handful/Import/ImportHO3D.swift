import ArgumentParser
import Captures

/// The command `handful import ho3d`.
struct ImportHO3D: DataSetCommand {
  typealias Importer = HO3D

  static let configuration = help(
    """
    Images, depth, masks, the right hand, and the object's model and poses; views of other cameras with version 3's \
    calibration. Tested on made-up sequences of the published layout, not on the data set itself.
    """,
    example: "HO3D_v3 --sequence ABF14 --novel-camera 2 --mano mano -o abf14")

  @OptionGroup var options: DataSetOptions
}
