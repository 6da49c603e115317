import ArgumentParser
import Captures

/// The command `handful import interhand`.
struct ImportInterHand: DataSetCommand {
  typealias Importer = InterHand

  static let configuration = help(
    """
    Images of one camera, others as views for evaluation, and MANO's hands of NeuralAnnot. Tested on a made-up \
    capture of the published layout, not on the data set itself.
    """,
    example: "InterHand2.6M --preset one-shot --mano mano -o captures")

  @OptionGroup var options: DataSetOptions
}
