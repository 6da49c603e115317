import ArgumentParser
import Captures

/// The command `handful import arctic`.
struct ImportARCTIC: DataSetCommand {
  typealias Importer = ARCTIC

  static let configuration = help(
    """
    Images of the camera on the head with its lens, or of a standing one; both hands, and the object's model and poses \
    at one angle of its parts; there are no masks and no depth. Tested on made-up sequences of the published layout, \
    not on the data set itself.
    """,
    example: "arctic_data/data --sequence s05/box_grab_01 --mano mano -o box")

  @OptionGroup var options: DataSetOptions
}
