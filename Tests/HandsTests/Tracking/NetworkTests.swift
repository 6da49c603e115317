import Files
import Foundation
import Hands
import Tensors
import TestSupport
import Testing

/// Whether set-up has converted the networks.
let hasTrackerNetworks =
  SharedFolder.file(PalmNetwork.fileName) != nil && SharedFolder.file(LandmarkNetwork.fileName) != nil

@Suite("Networks of the hand tracker")
struct TrackerNetworkTests {
  /// A smooth picture of waves `[1, 3, size, size]`, as `make_tracker_figures.py` makes it.
  private func picture(_ size: Int) -> Tensor {
    var values: [Float] = []
    for channel in 0..<3 {
      let c = Double(channel)
      for row in 0..<size {
        let y = Double(row) / Double(size)
        for column in 0..<size {
          let x = Double(column) / Double(size)
          values.append(Float(0.5 + 0.5 * sin(9 * x + 4 * sin(7 * y + c)) * cos(5 * y - c + 3 * x * y)))
        }
      }
    }
    return Tensor(values, shape: [1, 3, size, size])
  }

  /// The largest difference, where `stored` has values of about `scale`.
  private func difference(_ given: [Float], _ stored: NumPyArray) throws -> Float {
    let expected = try stored.floats()
    try #require(given.count == expected.count && !given.isEmpty)
    return zip(given, expected).map { abs($0 - $1) }.max() ?? .nan
  }

  @Test(
    "The palm network gives what TensorFlow Lite gives", .enabled(if: hasTrackerNetworks, "run `make setup`"))
  func palms() throws {
    let network = try PalmNetwork(contentsOf: try #require(SharedFolder.file(PalmNetwork.fileName)))
    let figures = try TrackerFigures.archive("networks")
    let output = withoutGradients { network(picture(PalmNetwork.inputSize)) }
    #expect(output.scores.shape == [1, 2016, 1] && output.boxes.shape == [1, 2016, 18])
    let chosen = Tensor(stride(from: 0, to: 2016, by: 7).map(Int64.init))
    // Logits to 15, pixels to 132; the interpreter sums in another order.
    let scores = output.scores[0].selecting(chosen).floats()
    #expect(try difference(scores, try figures.array("palm_scores")) < 2e-3)
    let boxes = output.boxes[0].selecting(chosen).floats()
    #expect(try difference(boxes, try figures.array("palm_boxes")) < 1e-2)
  }

  @Test(
    "The landmark network gives what TensorFlow Lite gives",
    .enabled(if: hasTrackerNetworks, "run `make setup`"))
  func landmarks() throws {
    let network = try LandmarkNetwork(contentsOf: try #require(SharedFolder.file(LandmarkNetwork.fileName)))
    let figures = try TrackerFigures.archive("networks")
    // In a batch of two, whose other picture must not matter.
    let picture = picture(LandmarkNetwork.inputSize)
    let output = withoutGradients { network(.concatenated([picture.flipped([3]), picture])) }
    #expect(try difference(output.landmarks[1].floats(), try figures.array("landmarks")) < 5e-3)
    #expect(try difference(output.worldLandmarks[1].floats(), try figures.array("world")) < 1e-5)
    #expect(try difference(output.presence[1].floats(), try figures.array("presence")) < 1e-5)
    #expect(try difference(output.rightness[1].floats(), try figures.array("rightness")) < 1e-4)
  }

  @Test(
    "Weights that are missing, cut short or another network's are refused by one line",
    .enabled(if: hasTrackerNetworks, "run `make setup`"))
  func damagedWeights() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileError.self) { try PalmNetwork(contentsOf: folder.file("none.safetensors")) }
    let landmarks = try #require(SharedFolder.file(LandmarkNetwork.fileName))
    let error = #expect(throws: FileError.self) { try PalmNetwork(contentsOf: landmarks) }
    #expect(error?.description.contains("holds no tensor 'stem.weight' of shape [32, 3, 5, 5]") == true)
    let data = try Data(contentsOf: landmarks)
    for length in [0, 7, 100, 20_000, data.count - 1] {
      let url = folder.file("short.safetensors")
      try data.prefix(length).write(to: url)
      #expect(throws: FileError.self) { try LandmarkNetwork(contentsOf: url) }
    }
  }
}
