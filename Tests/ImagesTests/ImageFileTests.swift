import Files
import Foundation
import Images
import TestSupport
import Testing

@Suite("Image files")
struct ImageFileTests {
  /// An image whose values are all different multiples of 1 / `steps`, as far as there are so many.
  static func ramp(_ width: Int, _ height: Int, channels: Int, steps: Int = 255) -> Image {
    let values = (0..<(width * height * channels)).map { Float($0 * 37 % (steps + 1)) / Float(steps) }
    return Image(width: width, height: height, channels: channels, values: values)
  }

  @Test("8-bit PNG keeps all values", arguments: [1, 3, 4])
  func roundTrip8(channels: Int) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.png")
    let image = Self.ramp(17, 9, channels: channels)
    try ImageFile.write(image, to: url)
    #expect(try ImageFile.read(url) == image)
    #expect(try ImageFile.size(of: url) == ImageSize(width: 17, height: 9))
  }

  @Test("16-bit PNG keeps all values", arguments: [1, 3, 4])
  func roundTrip16(channels: Int) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.png")
    let image = Self.ramp(17, 9, channels: channels, steps: 65535)
    try ImageFile.write(image, to: url, bitDepth: .sixteen)
    #expect(try ImageFile.read(url) == image)
  }

  @Test("Values outside 0...1 are clamped, NaN is 0")
  func clamps() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.png")
    let image = Image(width: 4, height: 1, channels: 1, values: [-1, 2, .nan, .infinity])
    try ImageFile.write(image, to: url)
    #expect(try ImageFile.read(url).values == [0, 1, 0, 1])
  }

  @Test("JPEG keeps smooth images nearly", arguments: [1, 3])
  func roundTripJPEG(channels: Int) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.jpg")
    var image = Image(width: 33, height: 21, channels: channels, repeating: 0.5)
    for y in 0..<21 { for x in 0..<33 { image[x, y, channels - 1] = Float(x + y) / 60 } }
    try ImageFile.write(image, to: url)
    let back = try ImageFile.read(url)
    #expect(back.size == image.size && back.channels == channels)
    #expect(zip(back.values, image.values).allSatisfy { abs($0 - $1) < 0.02 })
    #expect(try ImageFile.size(of: url) == image.size)
    let fine = try InputFile.read(url).count
    try ImageFile.write(image, to: url, quality: 10)
    #expect(try InputFile.read(url).count < fine)
  }

  @Test("Labels and depth come back")
  func labelsAndDepth() throws {
    let folder = try TemporaryFolder()
    let labels = LabelImage(width: 5, height: 2, channels: 1, values: [0, 1, 2, 3, 4, 5, 100, 200, 254, 255])
    try ImageFile.writeLabels(labels, to: folder.file("labels.png"))
    #expect(try ImageFile.readLabels(folder.file("labels.png")) == labels)
    let depth = DepthImage(width: 6, height: 1, channels: 1, values: [0, 0.001, 1.5, 65.535, .nan, 70])
    try ImageFile.writeDepth(depth, to: folder.file("depth.png"))
    #expect(try ImageFile.readDepth(folder.file("depth.png")).values == [0, 0.001, 1.5, 65.535, 0, 0])
  }

  @Test("Each kind of file is refused where another is needed")
  func refusesOtherKinds() throws {
    let folder = try TemporaryFolder()
    let (color, deep, jpeg) = (folder.file("color.png"), folder.file("deep.png"), folder.file("a.jpg"))
    try ImageFile.write(Self.ramp(4, 4, channels: 3), to: color)
    try ImageFile.write(Self.ramp(4, 4, channels: 1), to: deep, bitDepth: .sixteen)
    try ImageFile.write(Self.ramp(4, 4, channels: 3), to: jpeg)
    for url in [color, deep, jpeg] { #expect(throws: FileError.self) { try ImageFile.readLabels(url) } }
    for url in [color, jpeg] {
      #expect(throws: FileError(url, "is not a 16-bit grey PNG, as depth must be")) {
        try ImageFile.readDepth(url)
      }
    }
    #expect(throws: FileError.self) { try ImageFile.write(Self.ramp(2, 2, channels: 4), to: jpeg) }
    #expect(throws: FileError.self) {
      try ImageFile.write(Self.ramp(2, 2, channels: 3), to: folder.file("a.gif"))
    }
    let labels = LabelImage(width: 1, height: 1, channels: 1, values: [1])
    #expect(throws: FileError.self) { try ImageFile.writeLabels(labels, to: jpeg) }
    #expect(try ImageFile.read(jpeg).width == 4)
  }

  @Test("Labels in equal colour channels are taken")
  func readsGreyInColor() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.png")
    let values: [Float] = [0, 0, 0, 1, 3 / 255, 3 / 255, 3 / 255, 0]
    try ImageFile.write(Image(width: 2, height: 1, channels: 4, values: values), to: url)
    #expect(try ImageFile.readLabels(url).values == [0, 3])
  }

  @Test("Files that are no pictures are told by name", arguments: ["", "text", "\u{89}PNG"])
  func refusesOtherFiles(text: String) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.png")
    #expect(throws: FileError(url, "no such file or folder")) { try ImageFile.read(url) }
    try AtomicFile.write(Data(text.utf8), to: url)
    let problem = text.isEmpty ? "is empty" : "is neither a PNG nor a JPEG picture"
    #expect(throws: FileError(url, problem)) { try ImageFile.read(url) }
    #expect(throws: FileError(url, problem)) { try ImageFile.size(of: url) }
  }

  @Test("Cut files are refused at every length", arguments: ["a.png", "a.jpg"])
  func refusesCutFiles(name: String) throws {
    let folder = try TemporaryFolder()
    let url = folder.file(name)
    try ImageFile.write(Self.ramp(40, 40, channels: 3), to: url)
    for part in Damage.truncations(of: try InputFile.read(url), limit: 200) {
      try part.write(to: url)
      let error = #expect(throws: FileError.self, "\(part.count) bytes") { try ImageFile.read(url) }
      #expect(error?.path == url.relativePath)
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test("Damaged files never crash", arguments: ["a.png", "a.jpg"])
  func survivesDamage(name: String) throws {
    let folder = try TemporaryFolder()
    let url = folder.file(name)
    try ImageFile.write(Self.ramp(20, 20, channels: 3), to: url)
    for copy in Damage.corruptions(of: try InputFile.read(url), count: 500) {
      try copy.write(to: url)
      do { _ = try ImageFile.read(url) } catch { #expect(error is FileError) }
    }
  }

  @Test("A picture of an impossible size is refused before memory is taken")
  func refusesHugeSizes() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.png")
    // A header of 500000 x 500000 pixels, 16-bit RGBA, with its right checksum.
    let header: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 7, 0xA1, 0x20,
      0, 7,
      0xA1, 0x20, 16, 6, 0, 0, 0,
    ]
    let data =
      Data(header) + Checksum.crc32(header[12...])
      + Data([0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0x35, 0xAF, 0x06, 0x1E])
    try data.write(to: url)
    let error = #expect(throws: FileError.self) { try ImageFile.read(url) }
    #expect(error?.problem.contains("500000x500000") == true, "\(String(describing: error))")
  }

  @Test(
    "Pictures agree with scikit-image and Pillow, both ways",
    .enabled(if: Python.isAvailable, "there is no .venv"))
  func agreesWithPython() throws {
    let folder = try TemporaryFolder()
    try ImageFile.write(Self.ramp(6, 4, channels: 3), to: folder.file("ours8.png"))
    try ImageFile.write(
      Self.ramp(6, 4, channels: 1, steps: 65535), to: folder.file("ours16.png"), bitDepth: .sixteen)
    var orange = Image(width: 8, height: 8, channels: 3, repeating: 0)
    for y in 0..<8 { for x in 0..<8 { (orange[x, y, 0], orange[x, y, 1]) = (1, 0.5) } }
    try ImageFile.write(orange, to: folder.file("ours.jpg"))
    try ImageFile.writeLabels(
      LabelImage(width: 3, height: 1, channels: 1, values: [0, 3, 255]), to: folder.file("labels.png"))
    try ImageFile.writeDepth(
      DepthImage(width: 3, height: 1, channels: 1, values: [0, 1.234, 65.535]), to: folder.file("depth.png"))
    try Python.run("image_samples.py", [folder.url.path])

    let colors = Self.ramp(6, 4, channels: 3)
    #expect(try ImageFile.read(folder.file("theirs8.png")) == colors)
    #expect(try ImageFile.read(folder.file("interlaced.png")).values == [1, 0, 0, 0, 0, 1])
    let jpeg = try ImageFile.read(folder.file("theirs.jpg"))
    #expect(jpeg.values.allSatisfy { abs($0 - 0.5) < 0.01 } && jpeg.channels == 1)
    #expect(try ImageFile.readLabels(folder.file("palette.png")).values == [0, 1, 2, 1])
    #expect(try ImageFile.read(folder.file("palette.png")).values == [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0])
    #expect(try ImageFile.readLabels(folder.file("bits.png")).values == [0, 1, 1, 0])
    #expect(try ImageFile.read(folder.file("bits.png")).values == [0, 1, 1, 0])
    #expect(try ImageFile.read(folder.file("greyalpha.png")).channels == 4)
    #expect(try ImageFile.readDepth(folder.file("theirs16.png")).values == [0.001, 0.256, 40])
    #expect(throws: FileError.self) { try ImageFile.read(folder.file("cmyk.jpg")) }
  }

  @Test(
    "The sample captures' pictures are read",
    .enabled(if: Repository.sharedData != nil, "there is no ../shared/data"))
  func readsSamples() throws {
    let data = try #require(Repository.sharedData)
    let capture = data.appendingPathComponent("captures/mug_lift")
    let image = try ImageFile.read(capture.appendingPathComponent("images/00000.png"))
    #expect(image.size == ImageSize(width: 400, height: 300) && image.channels == 4)
    let labels = try ImageFile.readLabels(capture.appendingPathComponent("masks/00000.png"))
    #expect(Set(labels.values).isSubset(of: [0, 1, 2, 3, 4]) && Set(labels.values).count > 1)
    let depth = try ImageFile.readDepth(capture.appendingPathComponent("depth/00000.png"))
    #expect(depth.values.allSatisfy { $0 >= 0 && $0 < 20 } && depth.values.contains { $0 > 0.1 })
    let photograph = try ImageFile.read(data.appendingPathComponent("fox/images/0001.jpg"))
    #expect(photograph.size == ImageSize(width: 540, height: 960) && photograph.channels == 3)
  }
}
