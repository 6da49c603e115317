import Captures
import Files
import Foundation
import Images
import Splatting
import Testing

/// Models written here by COLMAP's description of its formats.
@Suite struct COLMAPReaderTests {
  /// A turn about x whose sine is 0.96, then a shift: the camera stands at (-1, -2.32, -2.76) and looks along
  /// (0, 0.96, 0.28).
  private static let quaternion = [0.8, 0.6, 0, 0]
  private static let translation = [1.0, -2, 3]

  private static let cameras: [(id: Int, number: Int, name: String, parameters: [Double], lens: Lens?)] = [
    (1, 0, "SIMPLE_PINHOLE", [7, 4.5, 3.25], nil),
    (2, 1, "PINHOLE", [7, 6, 4.5, 3.25], nil),
    (3, 2, "SIMPLE_RADIAL", [7, 4.5, 3.25, 0.1], Lens(radial: [0.1, 0, 0, 0])),
    (4, 3, "RADIAL", [7, 4.5, 3.25, 0.1, 0.2], Lens(radial: [0.1, 0.2, 0, 0])),
    (
      5, 4, "OPENCV", [7, 6, 4.5, 3.25, 0.1, 0.2, 0.01, 0.02],
      Lens(radial: [0.1, 0.2, 0, 0], tangential: [0.01, 0.02])
    ),
    (
      7, 5, "OPENCV_FISHEYE", [7, 6, 4.5, 3.25, 0.1, 0.2, 0.3, 0.4],
      Lens(model: .fisheye, radial: [0.1, 0.2, 0.3, 0.4])
    ),
  ]

  /// Images that use the cameras in turn, named so that the order of names is not that of the file.
  private static let names = ["f.png", "e.png", "d.png", "c.png", "b two.png", "a.png"]

  private static let points: [(position: [Double], color: [UInt8])] = [
    ([1.5, -2.5, 3.5], [255, 0, 51]), ([0, 0.25, 0], [0, 102, 255]),
  ]

  private func writeImages(_ folder: URL) throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "images"), withIntermediateDirectories: true)
    for name in Self.names {
      try ImageFile.write(MadeUpCapture.image(shift: 0), to: folder.appending(path: "images/\(name)"))
    }
  }

  private func writeText(_ place: String, in folder: URL) throws {
    func words(_ numbers: [Double]) -> String { numbers.map { "\($0)" }.joined(separator: " ") }
    let cameras = Self.cameras.map { "\($0.id) \($0.name) 8 6 \(words($0.parameters))\n" }
    try folder.write("# Camera list\n" + cameras.joined(), to: "\(place)/cameras.txt")
    let images = zip(Self.names, Self.cameras).enumerated().map { index, pair in
      let pose = words(Self.quaternion + Self.translation)
      let observations = index == 1 ? "" : "1.5 2.5 -1 3.5 4.5 7"
      return
        "\(index + 1) \(pose) \(pair.1.id) \(pair.0)\n\(observations)\n"
    }
    try folder.write("# Image list\n#   POINTS2D[]\n" + images.joined(), to: "\(place)/images.txt")
    let points = Self.points.enumerated().map { index, point in
      let color = point.color.map { "\($0)" }.joined(separator: " ")
      return "\(index + 9) \(words(point.position)) \(color) 0.5 1 0 2 1\n"
    }
    try folder.write("# 3D point list\n" + points.joined(), to: "\(place)/points3D.txt")
  }

  private func writeBinary(_ place: String, in folder: URL) throws {
    var cameras = Data(UInt64(Self.cameras.count))
    for camera in Self.cameras {
      cameras += Data(UInt32(camera.id)) + Data(Int32(camera.number)) + Data(UInt64(8)) + Data(UInt64(6))
      cameras += Data(camera.parameters)
    }
    try folder.write(cameras, to: "\(place)/cameras.bin")
    var images = Data(UInt64(Self.names.count))
    for (index, pair) in zip(Self.names, Self.cameras).enumerated() {
      images += Data(UInt32(index + 1)) + Data(Self.quaternion) + Data(Self.translation)
      images += Data(UInt32(pair.1.id)) + Data(pair.0.utf8) + Data([UInt8(0)])
      images += Data(UInt64(index)) + Data(count: index * 24)
    }
    try folder.write(images, to: "\(place)/images.bin")
    var points = Data(UInt64(Self.points.count))
    for (index, point) in Self.points.enumerated() {
      points += Data(UInt64(index + 9)) + Data(point.position) + Data(point.color) + Data([0.5])
      points += Data(UInt64(index + 1)) + Data(count: (index + 1) * 8)
    }
    try folder.write(points, to: "\(place)/points3D.bin")
  }

  private func check(_ capture: Capture) {
    #expect(capture.frames.map(\.name) == ["a", "b two", "c", "d", "e", "f"])
    #expect(capture.frames.map(\.time) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    for (frame, camera) in zip(capture.frames, Self.cameras.reversed()) {
      #expect(frame.lens == camera.lens)
      #expect(frame.camera.focalLength.x == 7)
      let hasTwoFocalLengths = camera.parameters.count == 8 || camera.name == "PINHOLE"
      #expect(frame.camera.focalLength.y == (hasTwoFocalLengths ? 6 : 7))
      #expect(frame.camera.principalPoint == [4.5, 3.25])
      #expect(frame.camera.width == 8 && frame.camera.height == 6)
      #expect(length(frame.camera.position - [-1, -2.32, -2.76]) < 1e-12)
      #expect(length(frame.camera.forward - [0, 0.96, 0.28]) < 1e-12)
    }
    #expect(capture.points.positions == [[1.5, -2.5, 3.5], [0, 0.25, 0]])
    #expect(capture.points.colors == [[1, 0, 0.2], [0, 0.4, 1]])
  }

  @Test(arguments: ["sparse/0", "sparse", "."]) func readsText(place: String) throws {
    try withTemporaryFolder { folder in
      try writeImages(folder)
      try writeText(place, in: folder)
      check(try CaptureReader().read(folder))
    }
  }

  @Test(arguments: ["sparse/0", "sparse", "."]) func readsBinary(place: String) throws {
    try withTemporaryFolder { folder in
      try writeImages(folder)
      try writeBinary(place, in: folder)
      check(try CaptureReader().read(folder))
    }
  }

  @Test(arguments: ["cameras.bin", "images.bin", "points3D.bin"]) func tellsOfFilesCutShort(name: String)
    throws
  {
    try withTemporaryFolder { folder in
      try writeImages(folder)
      try writeBinary("sparse/0", in: folder)
      let file = folder.appending(path: "sparse/0/\(name)")
      let whole = try Data(contentsOf: file)
      for length in [0, 7, 30, whole.count - 1] {
        try whole.prefix(length).write(to: file)
        let error = try #require(throws: FileError.self) { try COLMAPReader().read(folder) }
        #expect(error.description.contains(name), "\(error)")
      }
    }
  }

  @Test func refusesOtherCameraModels() throws {
    try withTemporaryFolder { folder in
      try writeImages(folder)
      try writeText("sparse/0", in: folder)
      try folder.write("1 FULL_OPENCV 8 6 1 1 1 1 0 0 0 0 0 0 0 0\n", to: "sparse/0/cameras.txt")
      let text = try #require(throws: FileError.self) { try COLMAPReader().read(folder) }
      #expect(text.description.contains("FULL_OPENCV, which is not read"), "\(text)")

      try writeBinary("sparse/0", in: folder)
      let camera = Data(UInt64(1)) + Data(UInt32(1)) + Data(Int32(10)) + Data(count: 128)
      try folder.write(camera, to: "sparse/0/cameras.bin")
      let binary = try #require(throws: FileError.self) { try COLMAPReader().read(folder) }
      #expect(binary.description.contains("THIN_PRISM_FISHEYE, which is not read"), "\(binary)")
    }
  }

  @Test(arguments: [
    ("cameras.txt", "1 PINHOLE 8 6 7 7 4\n", "line 1"), ("images.txt", "\n1 0 0 1 0 1 2\n", "line 2"),
    ("points3D.txt", "# no colours\n1 0 0 1\n", "line 2"),
    ("cameras.txt", "9 PINHOLE 8 6 7 7 4 3\n", "camera 7"),
  ])
  func tellsOfLinesNotUnderstood(name: String, content: String, complaint: String) throws {
    try withTemporaryFolder { folder in
      try writeImages(folder)
      try writeText("sparse", in: folder)
      try folder.write(content, to: "sparse/\(name)")
      let error = try #require(throws: FileError.self) { try COLMAPReader().read(folder) }
      #expect(error.description.contains(complaint), "\(error)")
    }
  }
}

extension Data {
  /// The bytes of one number, little-endian.
  fileprivate init<Number: FixedWidthInteger>(_ number: Number) {
    self = Swift.withUnsafeBytes(of: number.littleEndian) { Data($0) }
  }

  /// The bytes of doubles, little-endian.
  fileprivate init(_ numbers: [Double]) {
    self = numbers.reduce(into: Data()) { $0 += Data($1.bitPattern) }
  }
}
