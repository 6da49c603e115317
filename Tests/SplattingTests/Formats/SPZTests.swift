import Files
import Foundation
import Splatting
import Tensors
import TestSupport
import Testing

@Suite("Gaussians in SPZ files")
struct SPZTests {
  /// What the format's quantisation allows, a little rounding added.
  private func expectClose(
    _ a: GaussianModel, _ b: GaussianModel, means: Double, version: Int = 3,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.count == b.count && a.maximumDegree == b.maximumDegree, sourceLocation: sourceLocation)
    let found = GaussianDifferences(a, b)
    #expect(found.means <= means, sourceLocation: sourceLocation)
    #expect(found.logScales <= 1.001 / 32, sourceLocation: sourceLocation)
    #expect(found.opacities <= 1.01 / 510, sourceLocation: sourceLocation)
    #expect(found.baseHarmonics <= 1.01 / (510 * 0.15), sourceLocation: sourceLocation)
    #expect(found.firstHarmonics <= 1.13 / 32, sourceLocation: sourceLocation)
    #expect(found.otherHarmonics <= 1.07 / 16, sourceLocation: sourceLocation)
    #expect(found.rotations <= (version == 2 ? 2e-2 : 1e-5), sourceLocation: sourceLocation)
  }

  @Test("What is written is read back within the format's steps", arguments: 0...3, [0, 1, 37])
  func roundTrip(degree: Int, count: Int) throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(count, degree: degree)
    try SPZ.write(model, to: folder.file("a.spz"))
    expectClose(try SPZ.read(folder.file("a.spz")), model, means: 0.51 / Double(1 << 20))
  }

  @Test("More Gaussians than are packed at a time come back in their order")
  func manyPieces() throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(150_000, degree: 0)
    try SPZ.write(model, to: folder.file("a.spz"))
    expectClose(try SPZ.read(folder.file("a.spz")), model, means: 0.51 / Double(1 << 20))
  }

  @Test("Far positions leave fewer bits for their fraction, and too far ones none")
  func reach() throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(9, degree: 0)
    model.means.detached().multiplyInPlace(1000)
    try SPZ.write(model, to: folder.file("a.spz"))
    expectClose(try SPZ.read(folder.file("a.spz")), model, means: 0.51 / 1024)
    model.means.detached().multiplyInPlace(1e6)
    let error = #expect(throws: FileError.self) { try SPZ.write(model, to: folder.file("b.spz")) }
    #expect(error?.problem.contains("metres away") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file("b.spz").path))
  }

  /// The same Gaussians with y and z the other way round: the library keeps the axes of SPZ in PLY.
  private func flipped(_ model: GaussianModel) -> GaussianModel {
    let axes = Tensor([1, -1, -1] as [Float])
    let direction = Tensor([0.3, 0.5, 0.7] as [Float], shape: [1, 3]).normalized()
    func basis(_ direction: Tensor) -> Tensor { SphericalHarmonics.basis(direction, degree: 3) }
    let signs = (basis(direction) * basis(direction * axes)).sign()[.all, .range(1..<16)]
    let used = signs[.all, .to(model.higherHarmonics.size(1))].unsqueezed(-1)
    return GaussianModel(
      means: model.means * axes, rotations: model.rotations * Tensor([1, 1, -1, -1] as [Float]),
      logScales: model.logScales, opacityLogits: model.opacityLogits, baseHarmonics: model.baseHarmonics,
      higherHarmonics: model.higherHarmonics * used)
  }

  @Test(
    "The format's own library reads what is written", .enabled(if: Python.isAvailable, "there is no .venv"),
    arguments: [0, 1, 3])
  func readElsewhere(degree: Int) throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(300, degree: degree)
    try SPZ.write(model, to: folder.file("a.spz"))
    try Python.run(
      "splat_formats.py", [folder.file("a.spz").path, "spz", folder.file("a.ply").path, "ply"])
    expectClose(flipped(try GaussianPLY.read(folder.file("a.ply"))), model, means: 0.52 / Double(1 << 20))
  }

  @Test(
    "Files of the format's own library are read", .enabled(if: Python.isAvailable, "there is no .venv"),
    arguments: [2, 3])
  func writtenElsewhere(version: Int) throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(300, degree: 3)
    try GaussianPLY.write(model, to: folder.file("a.ply"))
    try Python.run(
      "splat_formats.py",
      [folder.file("a.ply").path, "ply", folder.file("a.spz").path, "spz", "\(version)"])
    expectClose(
      flipped(try GaussianFile.read(folder.file("a.spz"))), model, means: 0.51 / 4096, version: version)
  }

  /// A file with these bytes, packed.
  private func packed(_ bytes: [UInt8], _ folder: TemporaryFolder) throws -> URL {
    let url = folder.file("packed.spz")
    try AtomicFile.write(to: url) { file in
      let gzip = try GzipWriter()
      try bytes.withUnsafeBytes { try gzip.write($0, to: file) }
      try gzip.finish(to: file)
    }
    return url
  }

  private func header(version: UInt8 = 3, count: UInt32, degree: UInt8 = 0, bits: UInt8 = 12) -> [UInt8] {
    Array("NGSP".utf8) + [version, 0, 0, 0] + withUnsafeBytes(of: count) { Array($0) } + [degree, bits, 0, 0]
  }

  @Test("Headers that cannot be are refused before anything is reserved")
  func impossibleHeaders() throws {
    let folder = try TemporaryFolder()
    let cases: [([UInt8], String)] = [
      (header(version: 1, count: 0), "version 1"), (header(version: 7, count: 0), "version 7"),
      (header(count: .max), "at most 10000000"), (header(count: 9_999_999, degree: 3), "impossible"),
      (header(count: 5), "cut short"), (header(count: 0, degree: 4), "degree 4"),
      (header(count: 0, bits: 40), "fractional"), (header(count: 0) + [1], "more than"),
      (Array(repeating: 0, count: 50_000_000), "no SPZ"), ([1, 2], "cut short"),
    ]
    for (bytes, word) in cases {
      let url = try packed(bytes, folder)
      let error = #expect(throws: FileError.self) { try SPZ.read(url) }
      #expect(error?.problem.contains(word) == true, "\(word): \(error?.description ?? "")")
    }
    try Data("NGSP".utf8 + [4, 0, 0, 0]).write(to: folder.file("new.spz"))
    let error = #expect(throws: FileError.self) { try GaussianFile.read(folder.file("new.spz")) }
    #expect(error?.problem.contains("version 4") == true)
  }

  @Test("Files that are cut or damaged are refused, never a crash")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.spz")
    try SPZ.write(TestGaussians.model(20, degree: 1), to: file)
    let whole = try Data(contentsOf: file)
    for data in Damage.truncations(of: whole, limit: 60) {
      try data.write(to: file)
      #expect(throws: FileError.self) { try SPZ.read(file) }
    }
    for data in Damage.corruptions(of: whole, count: 300) {
      try data.write(to: file)
      do { _ = try SPZ.read(file) } catch { #expect(error is FileError) }
    }
  }

  @Test("Values that are not finite are not written")
  func notFinite() throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(3, degree: 1)
    model.logScales.detached()[1..<2].fillInPlace(.nan)
    let error = #expect(throws: FileError.self) { try SPZ.write(model, to: folder.file("a.spz")) }
    #expect(error?.problem.contains("Gaussian 1") == true)
  }
}
