import Evaluation
import Foundation
import Images
import TestSupport
import Testing

@Suite struct ImageMetricsTests {
  private func pair(_ a: Image, _ b: Image) throws -> ComparedImages {
    try ComparedImages(rendered: a, truth: b)
  }

  private func grey(_ value: Float, width: Int = 16, height: Int = 12) -> Image {
    Image(width: width, height: height, channels: 3, repeating: value)
  }

  @Test func aKnownRatio() throws {
    // 51 of 255 apart everywhere: an error of 0.2.
    let ratio = try PeakSignalToNoise.ratio(pair(grey(0.2), grey(0.4)))
    #expect(abs(try #require(ratio) - -20 * log10(0.2)) < 1e-5)
  }

  @Test func equalPicturesAreAsGoodAsCanBe() throws {
    let image = Pictures.waves(width: 32, height: 20)
    let images = try pair(image, image)
    #expect(try PeakSignalToNoise.ratio(images) == PeakSignalToNoise.highest)
    #expect(abs(try StructuralSimilarityMap(images).mean - 1) < 1e-12)
  }

  @Test func picturesAreRoundedToEightBits() throws {
    let image = Pictures.waves(width: 32, height: 20)
    var nudged = image
    for index in nudged.values.indices {
      nudged.values[index] = (image.values[index] * 255).rounded() / 255 + 1e-4
    }
    #expect(try PeakSignalToNoise.ratio(pair(nudged, image)) == PeakSignalToNoise.highest)
    var outside = grey(1)
    outside.values[0] = 7
    outside.values[1] = .nan
    #expect(try pair(outside, grey(1)).rendered.values.prefix(3) == [1, 0, 1])
  }

  @Test func regionsByLabel() {
    let labels = LabelImage(width: 6, height: 1, channels: 1, values: [0, 1, 2, 3, 4, 9])
    func pixels(_ region: Region) -> [Int] {
      RegionMask(region, in: labels).pixels.enumerated().filter(\.element).map(\.offset)
    }
    #expect(pixels(.full) == [0, 1, 2, 3, 4, 5])
    #expect(pixels(.hand) == [1, 2])
    #expect(pixels(.object) == [3, 4])
    #expect(pixels(.handObject) == [1, 2, 3, 4])
    #expect(pixels(.background) == [0, 5])
    #expect(RegionMask(.hand, in: labels).count == 2)
  }

  @Test func anErrorCountsInItsRegionOnly() throws {
    let truth = Pictures.waves(width: 40, height: 40)
    let labels = Pictures.labels(width: 40, height: 40)
    var rendered = truth
    for y in 0..<40 {
      for x in 0..<40 where labels[x, y] == 3 {
        for channel in 0..<3 { rendered[x, y, channel] = 1 - rendered[x, y, channel] }
      }
    }
    let metrics = try ImageEvaluator(perceptual: nil).measure(
      rendered: rendered, truth: truth, labels: labels)
    #expect(Set(metrics.keys) == Set(Region.allCases))
    #expect(metrics[.hand]?.psnr == PeakSignalToNoise.highest)
    #expect(metrics[.background]?.psnr == PeakSignalToNoise.highest)
    let (object, both) = try (#require(metrics[.object]), #require(metrics[.handObject]))
    let full = try #require(metrics[.full])
    #expect(object.psnr < both.psnr)
    #expect(both.psnr < full.psnr)
    #expect(object.ssim < full.ssim)
  }

  @Test func withoutLabelsOnlyTheFullImageIsMeasured() throws {
    let image = Pictures.waves(width: 32, height: 20)
    let metrics = try ImageEvaluator(perceptual: nil).measure(rendered: image, truth: image)
    #expect(Array(metrics.keys) == [.full])
    #expect(metrics[.full]?.perceptual == nil)
  }

  @Test func regionsWithoutPixelsAreAbsent() throws {
    let image = Pictures.waves(width: 32, height: 20)
    let labels = LabelImage(width: 32, height: 20, channels: 1, repeating: 3)
    let metrics = try ImageEvaluator(perceptual: nil).measure(rendered: image, truth: image, labels: labels)
    #expect(Set(metrics.keys) == [.full, .object, .handObject])
  }

  @Test func picturesThatDoNotFitAreErrors() throws {
    let evaluator = ImageEvaluator(perceptual: nil)
    let image = grey(0.5)
    let size = try #require(throws: MetricsError.self) {
      try evaluator.measure(rendered: grey(0.5, width: 15), truth: image)
    }
    #expect(size.description.contains("15x12"))
    #expect(size.description.contains("16x12"))
    let alpha = Image(width: 16, height: 12, channels: 4, repeating: 1)
    #expect(throws: MetricsError.self) { try evaluator.measure(rendered: alpha, truth: image) }
    let labels = LabelImage(width: 5, height: 12, channels: 1, repeating: 1)
    #expect(throws: MetricsError.self) {
      try evaluator.measure(rendered: image, truth: image, labels: labels)
    }
    #expect(throws: MetricsError.self) {
      try evaluator.measure(rendered: grey(0, width: 10), truth: grey(0, width: 10))
    }
  }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func agreeWithScikitImageOnTheSamePNGs() throws {
    let folder = try TemporaryFolder()
    let (width, height) = (83, 57)
    let rendered = Pictures.waves(width: width, height: height, shift: 1.5, noise: 0.3)
    let truth = Pictures.waves(width: width, height: height)
    let labels = Pictures.labels(width: width, height: height)
    try ImageFile.write(rendered, to: folder.file("rendered.png"))
    try ImageFile.write(truth, to: folder.file("truth.png"))
    try ImageFile.writeLabels(labels, to: folder.file("labels.png"))
    let files = ["rendered.png", "truth.png", "labels.png"].map { folder.file($0).path }
    let expected = try Python.run("image_metrics.py", files + ["1,2", "3,4", "1,2,3,4", "0"])
      .split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    let given = try ImageEvaluator(perceptual: nil).measure(rendered: rendered, truth: truth, labels: labels)
    for (region, values) in zip(Region.allCases, expected) {
      let metrics = try #require(given[region])
      #expect(abs(metrics.psnr - values[0]) < 1e-4, "\(region)")
      #expect(abs(metrics.ssim - values[1]) < 1e-6, "\(region)")
    }
  }
}
