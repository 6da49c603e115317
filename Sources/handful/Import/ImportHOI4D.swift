import ArgumentParser
import Captures

/// The command `handful import hoi4d`.
struct ImportHOI4D: DataSetCommand {
  typealias Importer = HOI4D

  static let configuration = help(
    """
    Images, depth, masks, the camera's trajectory, the hands, and the object's model and poses where it is rigid. \
    Tested on a made-up sequence of the published layout, not on the data set itself.
    """,
    example: "HOI4D --sequence ZY20210800001/H1/C8/N11/S321/s03/T2 --mano mano -o bucket")

  @OptionGroup var options: DataSetOptions
}
