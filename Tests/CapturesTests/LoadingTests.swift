import Captures
import Files
import Foundation
import Images
import Splatting
import Testing

@Suite struct LoadingTests {
  @Test func downscalingShrinksCamerasAndImagesAlike() throws {
    try withTemporaryFolder { folder in
      let capture = try MadeUpCapture(folder: folder).capture()
      let half = capture.downscaled(by: 2)
      let camera = half.frames[0].camera
      #expect((camera.width, camera.height) == (4, 3))
      #expect(camera.focalLength == [3.5, 3.5])
      #expect(camera.principalPoint == [2, 1.5])
      #expect(camera.worldToCamera == capture.frames[0].camera.worldToCamera)
      let loaded = try FrameLoader(half.frames).loadAll()
      #expect(loaded.count == 3)
      let full = try capture.frames[2].loadImage()
      let mean = (full[2, 4, 1] + full[3, 4, 1] + full[2, 5, 1] + full[3, 5, 1]) / 4
      #expect(abs(loaded[2].image[1, 2, 1] - mean) < 1e-5)
      #expect(loaded[2].mask == LabelImage(width: 4, height: 3, channels: 1, repeating: 2))
      #expect(loaded[1].depth == DepthImage(width: 4, height: 3, channels: 1, repeating: 1.5))
      #expect(loaded[0].validity == nil)
    }
  }

  @Test func odderSizesStillMatchTheirCameras() throws {
    try withTemporaryFolder { folder in
      let third = try MadeUpCapture(folder: folder).capture().downscaled(by: 3)
      let frame = third.frames[0]
      #expect((frame.camera.width, frame.camera.height) == (3, 2))
      #expect(abs(frame.camera.focalLength.x - 7.0 * 3 / 8) < 1e-12)
      #expect(abs(frame.camera.focalLength.y - 7.0 / 3) < 1e-12)
      let image = try frame.loadImage()
      #expect((image.width, image.height) == (3, 2))
    }
  }

  /// The shared map gives what each frame's own gives.
  @Test func loaderAndFrameAgreeOnLenses() throws {
    try withTemporaryFolder { folder in
      var capture = try MadeUpCapture(folder: folder).capture()
      for index in 0..<2 { capture.frames[index].lens = Lens(radial: [0.4, 0, 0, 0]) }
      capture.frames[2].lens = Lens(model: .fisheye, radial: .zero)
      let loaded = try FrameLoader(capture.frames).loadAll()
      for (frame, result) in zip(capture.frames, loaded) {
        #expect(try frame.loadImage() == result.image)
        #expect(try frame.loadMask() == result.mask)
        #expect(try frame.loadDepth() == result.depth)
        #expect(try frame.loadValidity() == result.validity)
      }
      #expect(loaded[0].validity?[0, 0] == 0)
      #expect(loaded[0].depth?[0, 0] == 0)
      #expect(loaded[0].image != MadeUpCapture.image(shift: 0))

      let half = try FrameLoader(capture.downscaled(by: 2).frames).loadAll()
      #expect(half[0].validity?[0, 0] == 0)
      #expect(half[0].validity?[2, 1] == 1)
    }
  }

  @Test func greyBecomesColor() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "grey.png")
      try ImageFile.write(MadeUpCapture.image(shift: 0, channels: 1), to: url)
      let image = try Frame(name: "grey", imageURL: url, camera: MadeUpCapture.camera(0), time: 0).loadImage()
      #expect(image.channels == 3)
      #expect(image[3, 2, 0] == image[3, 2, 2])
      #expect(image[3, 2, 0] == MadeUpCapture.image(shift: 0, channels: 1)[3, 2])
    }
  }

  @Test func tellsOfFilesThatDoNotFit() throws {
    try withTemporaryFolder { folder in
      let capture = try MadeUpCapture(folder: folder).capture()
      try FileManager.default.removeItem(at: capture.frames[1].imageURL)
      let missing = try #require(throws: FileError.self) { try FrameLoader(capture.frames).loadAll() }
      #expect(missing.description.contains("the image of frame 0001 is missing"))
      try ImageFile.write(MadeUpCapture.image(shift: 0, width: 4, height: 4), to: capture.frames[1].imageURL)
      let other = try #require(throws: FileError.self) { try FrameLoader(capture.frames).loadAll() }
      #expect(other.description.contains("the image of frame 0001 is 4x4 pixels, its camera 8x6"), "\(other)")
    }
  }
}
