import Evaluation
import Files
import Foundation
import Images
import Tensors
import TestSupport
import Testing

@Suite struct ShiftTolerantLPIPSTests {
  private static let weights = SharedFolder.file(ShiftTolerantLPIPS.fileName)

  private func mean(_ map: PixelGrid<Float>) -> Double {
    let (rows, columns) = (0..<map.height / 2, 0..<map.width / 2)
    let sum = rows.reduce(0.0) { sum, y in columns.reduce(sum) { $0 + Double(map[$1, y]) } }
    return sum / Double(rows.count * columns.count)
  }

  private func expectPackage(_ a: URL, _ b: URL, at location: SourceLocation = #_sourceLocation) throws {
    let metric = try ShiftTolerantLPIPS(contentsOf: try #require(Self.weights))
    let expected = try Python.run("perceptual_values.py", [a.path, b.path]).split(separator: "\n")
      .compactMap { Double($0) }
    try #require(expected.count == 2, sourceLocation: location)
    let given = try metric.distance(
      ComparedImages(rendered: ImageFile.read(a), truth: ImageFile.read(b)))
    let map = try #require(given.map)
    #expect(expected[0] > 1e-3, sourceLocation: location)
    #expect(abs(given.mean - expected[0]) < 1e-5, sourceLocation: location)
    #expect(abs(mean(map) - expected[1]) < 1e-5, sourceLocation: location)
  }

  @Test(
    .enabled(
      if: weights != nil && Python.isAvailable, "needs the weights and .venv/bin/python: run `make setup`"),
    arguments: [(64, 64), (83, 57)])
  func agreesWithThePackage(width: Int, height: Int) throws {
    let folder = try TemporaryFolder()
    let (a, b) = (folder.file("a.png"), folder.file("b.png"))
    try ImageFile.write(Pictures.waves(width: width, height: height, shift: 2, noise: 0.3), to: a)
    try ImageFile.write(Pictures.waves(width: width, height: height), to: b)
    try expectPackage(a, b)
  }

  @Test(
    .enabled(
      if: weights != nil && Python.isAvailable && Repository.sharedData != nil,
      "needs the weights, .venv/bin/python and ../shared/data"))
  func agreesWithThePackageOnRealPictures() throws {
    let folder = try #require(Repository.sharedData).appendingPathComponent("captures/mug_lift/images")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".png")
    }
    .sorted()
    let copies = try TemporaryFolder()
    let files = try [0, 1, names.count / 2].map { index in
      let image = try ImageFile.read(folder.appendingPathComponent(names[index]))
      try ImageFile.write(image.withoutAlpha(), to: copies.file(names[index]))
      return copies.file(names[index])
    }
    try expectPackage(files[1], files[0])
    try expectPackage(files[2], files[0])
  }

  @Test(.enabled(if: weights != nil, "needs the weights: run `make setup`"))
  func equalPicturesAreNotApart() throws {
    let metric = try ShiftTolerantLPIPS(contentsOf: try #require(Self.weights))
    let image = Pictures.waves(width: 48, height: 40)
    let images = try ComparedImages(rendered: image, truth: image)
    #expect(try metric.distance(images).mean == 0)
    let blurred = try ComparedImages(
      rendered: Image(width: 48, height: 40, channels: 3, repeating: 0.5), truth: image)
    let map = try #require(try metric.distance(blurred).map)
    #expect((map.width, map.height, map.channels) == (48, 40, 1))
    #expect(map.values.allSatisfy { $0 >= 0 })
  }

  @Test func otherWeightsAreRefused() throws {
    let folder = try TemporaryFolder()
    let file = folder.file(ShiftTolerantLPIPS.fileName)
    try Safetensors.write(["input.shift": .zeros([1, 3, 1, 1])], to: file)
    let error = try #require(throws: FileError.self) { try ShiftTolerantLPIPS(contentsOf: file) }
    #expect(error.description.contains("input.scale"))
    #expect(throws: FileError.self) { try ShiftTolerantLPIPS(contentsOf: folder.file("missing")) }
  }
}

@Suite struct PerceptualMetricsTests {
  @Test func withoutWeightsThereIsNone() throws {
    let folder = try TemporaryFolder()
    #expect(try PerceptualMetrics.available(environment: ["HANDFUL_SHARE": folder.url.path]) == nil)
  }

  @Test func aNamedFileThatIsMissingIsAnError() throws {
    #expect(throws: FileError.self) {
      try PerceptualMetrics.available(environment: [PerceptualMetrics.variable: "/nowhere/lpips.pt"])
    }
  }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func scriptsOfTheUser() throws {
    let folder = try TemporaryFolder()
    try Python.run("make_perceptual_script.py", [folder.url.path])
    let (rendered, truth) = (
      Pictures.waves(width: 40, height: 30, shift: 1), Pictures.waves(width: 40, height: 30)
    )
    let images = try ComparedImages(rendered: rendered, truth: truth)
    // The stand-ins give the mean squared error of pictures in -1...1: four times that in 0...1.
    let ratio = try #require(try PeakSignalToNoise.ratio(images))
    let expected = 4 * pow(10, -ratio / 10)
    let map = try #require(try PerceptualMetrics.available(script: folder.file("map.pt")))
    #expect(map.name == "LPIPS (map)")
    #expect(abs(try map.distance(images).mean - expected) < 1e-6)
    #expect(try map.distance(images).map != nil)
    let number = try #require(
      try PerceptualMetrics.available(environment: [PerceptualMetrics.variable: folder.file("number.pt").path]
      ))
    #expect(abs(try number.distance(images).mean - expected) < 1e-6)
    let labels = Pictures.labels(width: 40, height: 30)
    let metrics = try ImageEvaluator(perceptual: number).measure(
      rendered: rendered, truth: truth, labels: labels)
    #expect(metrics[.full]?.perceptual != nil)
    #expect(metrics[.hand] != nil)
    #expect(metrics[.hand]?.perceptual == nil)
    let regions = try ImageEvaluator(perceptual: map).measure(
      rendered: rendered, truth: truth, labels: labels)
    let hand = try #require(regions[.hand])
    #expect(abs(try #require(hand.perceptual) - 4 * pow(10, -hand.psnr / 10)) < 1e-6)
    let wrong = try ScriptedLPIPS(contentsOf: folder.file("wrong.pt"))
    #expect(throws: MetricsError.self) { try wrong.distance(images) }
    let failing = try ScriptedLPIPS(contentsOf: folder.file("failing.pt"))
    let error = try #require(throws: MetricsError.self) { try failing.distance(images) }
    #expect(error.description.contains("LPIPS (failing) failed") && error.description.count < 250)
  }

  @Test func aDamagedScriptIsToldInOneShortLine() throws {
    let folder = try TemporaryFolder()
    try Data("no script".utf8).write(to: folder.file("vgg.pt"))
    let error = try #require(throws: FileError.self) {
      try PerceptualMetrics.available(script: folder.file("vgg.pt"))
    }
    #expect(error.description.contains("vgg.pt") && error.description.count < 200)
    #expect(!error.description.contains("\n"))
  }
}
