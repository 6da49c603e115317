import ArgumentParser
import Captures

/// The command `handful import h2o`.
struct ImportH2O: DataSetCommand {
  typealias Importer = H2O

  static let configuration = help(
    """
    Images and depth of the camera on the head, views of the standing ones, both hands, and the object's model and \
    poses; there are no masks. Tested on made-up sequences of the published layout, not on the data set itself.
    """,
    example: "h2o --sequence subject4/h1/0 --novel-camera cam2 --mano mano -o h1-0")

  @OptionGroup var options: DataSetOptions
}
