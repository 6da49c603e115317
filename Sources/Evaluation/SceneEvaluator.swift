import Captures
import Images
import Methods

/// Measures a scene against the frames of a capture.
public struct SceneEvaluator: Sendable {
  private let renderer: SceneRenderer
  private let images: ImageEvaluator

  /// Measures with PSNR, SSIM and, where it is there, `perceptual`.
  public init(renderer: SceneRenderer, perceptual: (any PerceptualMetric)?) {
    self.renderer = renderer
    images = ImageEvaluator(perceptual: perceptual)
  }

  /// Renders each frame's view and compares it with the frame's image, by region where it has a mask.
  ///
  /// - Parameters:
  ///   - frames: scaled as the scene's were.
  ///   - title: what the frames are, for the table.
  ///   - visit: given each frame with what was rendered, for pictures.
  /// - Throws: `FileError` if a frame cannot be loaded, `RasterizerError`, `MetricsError`, or what `visit` throws.
  public func evaluate(
    _ scene: Scene, frames: [Frame], title: String,
    visit: (LoadedFrame, SceneRenderer.View) throws -> Void = { _, _ in }
  ) throws -> MetricsTable {
    let loader = FrameLoader(frames)
    let measured = try frames.map { frame in
      let loaded = try loader.load(frame)
      var view = try renderer.render(scene, camera: frame.camera, time: frame.time)
      // What was not recorded, at the border of an undistorted image, counts as met.
      if let validity = loaded.validity {
        view.image = view.image.replacing(where: validity, from: loaded.image)
      }
      try visit(loaded, view)
      return MetricsTable.Frame(
        name: frame.name,
        regions: try images.measure(rendered: view.image, truth: loaded.image, labels: loaded.mask))
    }
    return MetricsTable(title: title, perceptualMetric: images.perceptual?.name, frames: measured)
  }
}

extension Image {
  /// This image with the pixels of `other` where `validity` is 0.
  fileprivate func replacing(where validity: LabelImage, from other: Image) -> Image {
    var result = self
    for pixel in validity.values.indices where validity.values[pixel] == 0 {
      for channel in 0..<channels {
        result.values[pixel * channels + channel] = other.values[pixel * channels + channel]
      }
    }
    return result
  }
}
