import Files
import Foundation
import Images
import Tensors

/// ST-LPIPS (Ghildyal and Liu 2022, "Shift-Tolerant Perceptual Similarity Metric") with AlexNet, trained by its
/// authors: equal to `stlpips.LPIPS(net="alex", variant="shift_tolerant")` of the PyPI package stlpips-pytorch.
///
/// Its numbers are not those of LPIPS. The map is the package's with `spatial=True`.
public struct ShiftTolerantLPIPS: PerceptualMetric {
  /// The file in the shared folder, see `SharedFolder`.
  public static let fileName = "stlpips_alex.safetensors"

  /// `ST-LPIPS`.
  public let name = "ST-LPIPS"
  private let network: ShiftTolerantAlexNet

  /// Reads the weights that `scripts/convert_stlpips.py` makes.
  /// - Throws: `FileError` if they are missing, damaged or others.
  public init(contentsOf url: URL) throws {
    network = try ShiftTolerantAlexNet(contentsOf: url)
  }

  /// The distance of two pictures.
  /// - Throws: `TensorError`, for pictures of a few pixels.
  public func distance(_ images: ComparedImages) throws -> PerceptualDistance {
    try withTensorErrors {
      withoutGradients {
        let layers = network.distances(images.rendered.networkInput(), images.truth.networkInput())
        let mean = layers.reduce(0) { $0 + $1.mean().item() }
        let maps = layers.map { $0.resizedBilinear(height: images.height, width: images.width) }
        return PerceptualDistance(mean: mean, map: Image(map: maps.dropFirst().reduce(maps[0], +)))
      }
    }
  }
}
