import Captures
import Evaluation
import Foundation
import Methods
import Splatting
import Viewer

/// A scene as a page that holds all of it.
struct PageExport {
  /// At most so many views are compared.
  private static let comparedViews = 5

  private let scene: Scene
  private let page: StandalonePage

  init(_ viewed: ViewedScene) throws {
    scene = viewed.scene
    let line = ProgressLine()
    defer { line.end() }
    page = try StandalonePage(viewed) { done, total in
      line.show("time \(done) of \(total)", final: done == total)
    }
  }

  /// Writes the page.
  func write(to url: URL) throws { try page.write(to: url) }

  /// The file's size, the largest errors of what it holds, and what they do to pictures.
  func report(_ compute: ComputeResources) throws -> [String] {
    let error = page.error
    func number(_ value: Double, _ format: String) -> String { String(format: format, value) }
    let values = [
      "positions \(number(error.position * 1000, "%.3f")) mm",
      "rotations \(number(error.rotation * 180 / .pi, "%.2f"))°",
      "scales \(number(error.scale * 100, "%.1f")) %",
      "opacities \(number(error.opacity, "%.4f"))", "colours \(number(error.color, "%.4f"))",
      "harmonics \(number(error.harmonics, "%.4f"))",
    ]
    return [
      "\(page.count) Gaussians, \(number(Double(page.size) / 1e6, "%.2f")) MB",
      "largest errors: \(values.joined(separator: ", "))",
    ] + (try pictures(SceneRenderer(compute)))
  }

  /// How alike pictures of the page's Gaussians and of the scene's own are, through recorded cameras.
  private func pictures(_ renderer: SceneRenderer) throws -> [String] {
    let recorded = scene.views.filter { $0.role != .novel }
    guard !recorded.isEmpty else { return [] }
    let count = min(recorded.count, Self.comparedViews)
    let images = try (0..<count).map { index in
      let view = recorded[index * recorded.count / count]
      return try ComparedImages(
        rendered: renderer.render(
          page.gaussians(at: view.time), over: scene.background, camera: view.camera
        ).image,
        truth: renderer.render(scene, camera: view.camera, time: view.time).image)
    }
    let similarities = try images.map { try StructuralSimilarityMap($0).mean }
    let ratios = try images.compactMap { try PeakSignalToNoise.ratio($0) }
    let ratio = ratios.min().map { String(format: "PSNR %.1f dB", $0) } ?? "no difference"
    return [
      String(
        format: "pictures of %d views against those of the scene itself, the worst: SSIM %.4f, ", count,
        similarities.min() ?? 1) + ratio
    ]
  }
}
