import Files
import Foundation
import Images
import Tensors

/// LPIPS (Zhang, Isola, Efros, Shechtman and Wang 2018) from a TorchScript file that the user supplies.
///
/// The script takes two pictures `[1, 3, h, w]` in -1...1 and gives their distance: one number, or a map
/// `[1, 1, h, w]`, which serves regions too. With the PyPI package lpips and its weights:
/// `torch.jit.trace(lpips.LPIPS(net="vgg", spatial=True), (a, b)).save("vgg.pt")`.
public struct ScriptedLPIPS: PerceptualMetric {
  /// `LPIPS` with the file's name, such as `LPIPS (vgg)`.
  public let name: String
  private let script: TorchScript

  /// Loads the script.
  /// - Throws: `FileError` if it is missing or no TorchScript.
  public init(contentsOf url: URL) throws {
    do {
      script = try TorchScript(contentsOf: url)
    } catch is TensorError {
      throw FileError(
        url, "is no TorchScript network, or a damaged one", remedy: "save it with torch.jit.save")
    }
    name = "LPIPS (\(url.deletingPathExtension().lastPathComponent))"
  }

  /// The distance of two pictures; the mean of the map where the script gives one.
  /// - Throws: ``MetricsError`` if the script fails or gives something else.
  public func distance(_ images: ComparedImages) throws -> PerceptualDistance {
    do {
      return try withTensorErrors {
        try withoutGradients {
          let results = try script(images.rendered.networkInput(), images.truth.networkInput())
          guard results.count == 1 else {
            throw MetricsError("\(name) gave \(results.count) tensors; it should give one")
          }
          return try distance(results[0], images)
        }
      }
    } catch let error as TensorError {
      throw MetricsError(
        "\(name) failed on two pictures [1, 3, \(images.height), \(images.width)]: \(Self.summary(error))")
    }
  }

  /// The first sentence of what LibTorch said; a listing of the script often follows.
  private static func summary(_ error: TensorError) -> String {
    let sentence = error.reason.components(separatedBy: ". ")[0]
    return sentence.count > 160 ? sentence.prefix(160) + "…" : sentence
  }

  private func distance(_ result: Tensor, _ images: ComparedImages) throws -> PerceptualDistance {
    if result.shape == [1, 1, images.height, images.width] {
      return PerceptualDistance(mean: result.mean().item(), map: Image(map: result))
    }
    guard result.count == 1 else {
      throw MetricsError("\(name) gave a tensor of shape \(result.shape); it should give a number or a map")
    }
    return PerceptualDistance(mean: result.item())
  }
}
