import ArgumentParser
import Captures

/// The command `handful import hypernerf`.
struct ImportHyperNeRF: DataSetCommand {
  typealias Importer = HyperNeRF

  static let configuration = help(
    """
    Images, lenses, scene points and the split of a capture in the format of Nerfies and HyperNeRF. Tested on a \
    made-up scene of the published layout, not on the data set itself.
    """,
    example: "hypernerf --sequence vrig-peel-banana -o banana")

  @OptionGroup var options: DataSetOptions

  @Option(help: "Reads the images of rgb/Nx; by default 2x, else the largest.")
  var scale: Int?

  mutating func validate() throws {
    if let scale, scale < 1 { throw ValidationError("--scale takes a number of 1 or more") }
  }

  func prepared(_ importer: HyperNeRF) -> HyperNeRF {
    var importer = importer
    importer.imageScale = scale
    return importer
  }
}
