import Captures
import Files
import Foundation
import Images
import Splatting
import Testing

@Suite struct NerfstudioReaderTests {
  /// A `transforms.json` of one frame with these keys before its frames.
  private func write(_ keys: String, frameKeys: String = "", to folder: URL) throws {
    let matrix = "[[1,0,0,4],[0,1,0,5],[0,0,1,6],[0,0,0,1]]"
    try folder.write(
      "{\(keys) \"frames\": [{\(frameKeys) \"file_path\": \"./images/a\", \"transform_matrix\": \(matrix)}]}",
      to: "transforms.json")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "images"), withIntermediateDirectories: true)
    try ImageFile.write(MadeUpCapture.image(shift: 0), to: folder.appending(path: "images/a.png"))
  }

  @Test func fillsInWhatIsNotStated() throws {
    try withTemporaryFolder { folder in
      try write("\"camera_angle_x\": \(2 * atan(0.5)),", to: folder)
      let frame = try #require(try NerfstudioReader().read(folder).frames.first)
      let camera = frame.camera
      #expect((camera.width, camera.height) == (8, 6))
      #expect(abs(camera.focalLength.x - 8) < 1e-12 && abs(camera.focalLength.y - 8) < 1e-12)
      #expect(camera.principalPoint == [4, 3])
      #expect(frame.time == 0)
      #expect(frame.name == "a")
      #expect(frame.imageURL.lastPathComponent == "a.png")
      // OpenGL's camera at rest looks along -z, OpenCV's along +z, with y down.
      #expect(camera.position == [4, 5, 6])
      #expect(camera.forward == [0, 0, -1])
      #expect(camera.worldToCamera.rotation.rows.1 == [0, -1, 0])
    }
  }

  /// A camera 4 before the world's origin that looks along y, with z upwards.
  @Test func pointsAreSeenWhereTheyAre() throws {
    try withTemporaryFolder { folder in
      try write("\"fl_x\": 8, \"fl_y\": 12, \"cx\": 3.5, \"cy\": 2.5,", to: folder)
      let url = folder.appending(path: "transforms.json")
      let text = try String(contentsOf: url, encoding: .utf8)
      let matrix = "[[1,0,0,0],[0,0,-1,-4],[0,1,0,0],[0,0,0,1]]"
      try Data(text.replacing("[[1,0,0,4],[0,1,0,5],[0,0,1,6],[0,0,0,1]]", with: matrix).utf8).write(to: url)
      let camera = try #require(try NerfstudioReader().read(folder).frames.first).camera
      // A quarter of the distance to the right, an eighth of it upwards.
      #expect(Dots.project([1, 0, 0.5], camera) == [5.5, 1])
    }
  }

  @Test func framesMayHaveIntrinsicsOfTheirOwn() throws {
    try withTemporaryFolder { folder in
      try write(
        "\"fl_x\": 9, \"fl_y\": 8, \"w\": 8.0, \"h\": 6.0,", frameKeys: "\"fl_x\": 10, \"cx\": 3.5,",
        to: folder)
      let camera = try #require(try NerfstudioReader().read(folder).frames.first).camera
      #expect(camera.focalLength == [10, 8])
      #expect(camera.principalPoint == [3.5, 3])
      #expect(camera.width == 8 && camera.height == 6)
      try write("\"camera_angle_x\": \(2 * atan(0.5)), \"camera_angle_y\": \(2 * atan(0.5)),", to: folder)
      let angles = try #require(try NerfstudioReader().read(folder).frames.first).camera
      #expect(abs(angles.focalLength.x - 8) < 1e-12 && abs(angles.focalLength.y - 6) < 1e-12)
    }
  }

  @Test func readsLenses() throws {
    try withTemporaryFolder { folder in
      let keys = "\"fl_x\": 9, \"k1\": 0.1, \"k2\": 0.2, \"k3\": 0.3, \"p1\": 0.01, \"p2\": 0.02,"
      try write(keys, to: folder)
      #expect(
        try NerfstudioReader().read(folder).frames[0].lens
          == Lens(radial: [0.1, 0.2, 0.3, 0], tangential: [0.01, 0.02]))
      try write("\"camera_model\": \"OPENCV_FISHEYE\", \"k4\": 0.4, \(keys)", to: folder)
      #expect(
        try NerfstudioReader().read(folder).frames[0].lens
          == Lens(model: .fisheye, radial: [0.1, 0.2, 0.3, 0.4]))
      try write("\"is_fisheye\": true, \(keys)", to: folder)
      #expect(try NerfstudioReader().read(folder).frames[0].lens?.model == .fisheye)
      try write("\"camera_model\": \"PINHOLE\", \"fl_x\": 9,", to: folder)
      #expect(try NerfstudioReader().read(folder).frames[0].lens == nil)
    }
  }

  @Test(arguments: [
    ("\"fl_x\": 9, \"camera_model\": \"EQUIRECTANGULAR\",", "EQUIRECTANGULAR is not read"),
    ("\"fl_x\": 9, \"k4\": 0.1,", "k4 is 0.1"),
    ("", "neither fl_x nor camera_angle_x"),
    ("\"fl_x\": 9, \"w\": 8.5, \"h\": 6,", "w and h are 8.5"),
    ("\"fl_x\": \"nine\",", "fl_x"),
  ])
  func refusesInOneLine(keys: String, complaint: String) throws {
    try withTemporaryFolder { folder in
      try write(keys, to: folder)
      let error = try #require(throws: FileError.self) { try NerfstudioReader().read(folder) }
      #expect(error.description.contains(complaint), "\(error)")
      #expect(error.description.contains("transforms.json"))
      #expect(!error.description.contains("\n"))
    }
  }

  @Test(arguments: [
    ("train", Frame.Split.train), ("val", .validation), ("test", .test),
  ])
  func listsOfNamesAreSplits(name: String, split: Frame.Split) throws {
    try withTemporaryFolder { folder in
      try write("\"fl_x\": 9, \"\(name)_filenames\": [\"./images/a\"],", to: folder)
      #expect(try NerfstudioReader().read(folder).frames.map(\.split) == [split])
    }
  }

  @Test func blackInMasksRulesPixelsOut() throws {
    try withTemporaryFolder { folder in
      try write("\"fl_x\": 9,", frameKeys: "\"mask_path\": \"mask.png\",", to: folder)
      var mask = MadeUpCapture.grid(UInt8(255))
      mask[2, 3] = 0
      try ImageFile.writeLabels(mask, to: folder.appending(path: "mask.png"))
      let frame = try #require(try NerfstudioReader().read(folder).frames.first)
      #expect(frame.maskURL == nil)
      let validity = try #require(try frame.loadValidity())
      #expect(validity[2, 3] == 0)
      #expect(validity.values.filter { $0 == 1 }.count == 47)
    }
  }

  @Test(SharedData.needed("fox")) func readsTheFox() throws {
    let capture = try CaptureReader().read(SharedData.folder("fox"))
    #expect(capture.frames.count == 50)
    let frame = try #require(capture.frames.first)
    #expect(frame.name == "0001")
    #expect(frame.camera.focalLength == [687.76, 687.245])
    #expect(frame.camera.principalPoint == [277.279, 482.634])
    #expect(
      frame.lens == Lens(radial: [0.0578421, -0.0805099, 0, 0], tangential: [-0.000980296, 0.00015575]))
    #expect(
      length(frame.camera.position - [3.168359405609479, -5.4794898611466945, -0.9791660699008925]) < 1e-5)
    #expect(length(frame.camera.forward + [0.4420900262071262, -0.8940689141475064, -0.07198908]) < 0.01)

    let half = capture.downscaled(by: 2)
    let loaded = try FrameLoader(Array(half.frames.prefix(3))).loadAll()
    #expect(loaded.map(\.image.width) == [270, 270, 270])
    #expect(loaded.map(\.image.height) == [480, 480, 480])
    let validity = try #require(loaded[0].validity)
    let share = Double(validity.values.filter { $0 == 1 }.count) / Double(validity.values.count)
    #expect(share > 0.97 && share < 1)
  }
}
