import Evaluation
import Files
import Foundation
import TestSupport
import Testing

@Suite struct MetricsTableTests {
  private let frames = [
    MetricsTable.Frame(
      name: "0001",
      regions: [
        .full: ImageMetrics(psnr: 20, ssim: 0.8, perceptual: 0.3),
        .hand: ImageMetrics(psnr: 10, ssim: 0.5, perceptual: 0.5),
      ]),
    MetricsTable.Frame(name: "0003", regions: [.full: ImageMetrics(psnr: 31, ssim: 0.9, perceptual: 0.1)]),
  ]

  @Test func meansAreOverTheFramesWithTheRegion() throws {
    let table = MetricsTable(title: "mug", perceptualMetric: "ST-LPIPS", frames: frames)
    #expect(Set(table.mean.keys) == [.full, .hand])
    let full = try #require(table.mean[.full])
    #expect(abs(full.psnr - 25.5) < 1e-12)
    #expect(abs(full.ssim - 0.85) < 1e-12)
    #expect(abs(try #require(full.perceptual) - 0.2) < 1e-12)
    #expect(table.mean[.hand] == frames[0].regions[.hand])
  }

  @Test func rendersMarkdown() {
    let table = MetricsTable(title: "mug", perceptualMetric: "ST-LPIPS", frames: frames)
    #expect(
      table.markdown() == """
        ### mug

        | Region | PSNR (dB) ↑ | SSIM ↑ | ST-LPIPS ↓ | Frames |
        |:--|--:|--:|--:|--:|
        | Full image | 25.50 | 0.8500 | 0.2000 | 2 |
        | Hand | 10.00 | 0.5000 | 0.5000 | 1 |

        """)
  }

  @Test func saysThatThePerceptualMetricIsMissing() {
    let frame = MetricsTable.Frame(name: "0", regions: [.full: ImageMetrics(psnr: 20, ssim: 0.8)])
    let text = MetricsTable(title: "mug", perceptualMetric: nil, frames: [frame]).markdown()
    #expect(text.contains("| Full image | 20.00 | 0.8000 | – | 1 |"))
    #expect(text.contains("No perceptual metric"))
  }

  @Test func savedAndReadAsJSON() throws {
    let folder = try TemporaryFolder()
    let table = MetricsTable(title: "mug", perceptualMetric: nil, frames: frames)
    try JSONFile.write(table, to: folder.file("metrics.json"))
    #expect(try JSONFile.read(MetricsTable.self, from: folder.file("metrics.json")) == table)
    let text = try String(contentsOf: folder.file("metrics.json"), encoding: .utf8)
    #expect(text.contains("\"full\" : {"))
  }

  @Test func aTableOfNoFrames() {
    let table = MetricsTable(title: "nothing", perceptualMetric: nil, frames: [])
    #expect(table.mean.isEmpty)
    #expect(table.markdown().hasPrefix("### nothing\n"))
  }
}
