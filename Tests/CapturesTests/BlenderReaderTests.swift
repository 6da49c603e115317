import Captures
import Foundation
import Images
import Testing

@Suite struct BlenderReaderTests {
  /// Two frames to train, one to validate, one to test, of transparent images whose names repeat.
  private func write(to folder: URL) throws {
    let counts = ["train": 2, "val": 1, "test": 1]
    for (part, count) in counts {
      let frames = (0..<count).map { index in
        """
        {"file_path": "./\(part)/r_00\(index)", "rotation": 0.3, "time": \(index == 0 ? 0.0 : 1.0),
         "transform_matrix": [[1,0,0,0],[0,1,0,0],[0,0,1,\(index + 1)],[0,0,0,1]]}
        """
      }
      try folder.write(
        "{\"camera_angle_x\": 0.7, \"frames\": [\(frames.joined(separator: ","))]}",
        to: "transforms_\(part).json")
      try FileManager.default.createDirectory(
        at: folder.appending(path: part), withIntermediateDirectories: true)
      for index in 0..<count {
        var image = Image(width: 8, height: 6, channels: 4, repeating: 0.2)
        for pixel in 0..<48 { image.values[pixel * 4 + 3] = pixel == 0 ? 0 : 1 }
        try ImageFile.write(image, to: folder.appending(path: "\(part)/r_00\(index).png"))
      }
    }
  }

  @Test func readsSplitsTimesAndTransparency() throws {
    try withTemporaryFolder { folder in
      try write(to: folder)
      let capture = try CaptureReader(background: [1, 0, 1]).read(folder)
      #expect(capture.frames.map(\.split) == [.train, .train, .validation, .test])
      #expect(capture.frames.map(\.name) == ["train-r_000", "train-r_001", "val-r_000", "test-r_000"])
      #expect(capture.frames.map(\.time) == [0, 1, 0, 0])
      #expect(capture.frames[1].camera.position == [0, 0, 2])
      #expect(abs(capture.frames[0].camera.focalLength.x - 4 / tan(0.35)) < 1e-9)

      let image = try capture.frames[0].loadImage()
      #expect(image.channels == 3)
      #expect([image[0, 0, 0], image[0, 0, 1], image[0, 0, 2]] == [1, 0, 1])
      #expect(abs(image[1, 0, 0] - 0.2) < 1e-6)

      let split = try CaptureSplit.own.divide(capture)
      #expect(split.train == [0, 1])
      #expect(split.test == [3])
    }
  }
}
