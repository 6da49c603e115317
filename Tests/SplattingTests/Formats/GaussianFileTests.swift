import Files
import Foundation
import Splatting
import Tensors
import TestSupport
import Testing

@Suite("Files of Gaussians from elsewhere")
struct GaussianFileTests {
  /// A file that the gaussforge library made of `model`.
  private func file(_ model: GaussianModel, _ format: String, in folder: TemporaryFolder) throws -> URL {
    try GaussianPLY.write(model, to: folder.file("usual.ply"))
    let url = folder.file("a.\(format)")
    try Python.run("splat_formats.py", [folder.file("usual.ply").path, "ply", url.path, format])
    return url
  }

  @Test("Compressed PLY", .enabled(if: Python.isAvailable, "there is no .venv"))
  func compressed() throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(600, degree: 0)
    let read = try GaussianFile.read(try file(model, "compressed.ply", in: folder))
    // Its writer puts neighbours together, so that Gaussians are told by their places.
    let order = NearestNeighbors(points(read)).nearest(1, to: points(model)).indices.map(Int64.init)
    let found = GaussianDifferences(sorted(read, order), model)
    #expect(found.means < 6 / 1023)
    #expect(found.logScales < 7 / 1023)
    #expect(found.opacities < 1.01 / 255)
    #expect(found.baseHarmonics < 0.02)
    #expect(found.rotations < 1e-5)
    #expect(read.maximumDegree == 0)
  }

  /// The library above writes them in another order than SuperSplat, whose own is that of the usual PLY.
  @Test("Harmonics of compressed PLY are bytes, all of red before all of green")
  func compressedHarmonics() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<9).map { UInt8($0 * 25 + 20) }
    var table = Self.compressedTable(chunks: 1, count: 1)
    table.elements.append(
      PLYElement(
        "sh", count: 1, properties: bytes.enumerated().map { PLYProperty("f_rest_\($0)", [$1]) }))
    try table.write(to: folder.file("a.ply"))
    let expected = (0..<9).map { (Float(bytes[$0 % 3 * 3 + $0 / 3]) + 0.5) / 32 - 4 }
    #expect(try GaussianPLY.read(folder.file("a.ply")).higherHarmonics.floats() == expected)
  }

  /// A file's table of equal Gaussians.
  private static func compressedTable(
    chunks: Int, count: Int, low: Float = 0, harmonics: Int = 0
  ) -> PLYTable {
    let bounds = ["x", "y", "z", "scale_x", "scale_y", "scale_z"].flatMap { axis in
      [
        PLYProperty("min_\(axis)", Array(repeating: low, count: chunks)),
        PLYProperty("max_\(axis)", Array(repeating: Float(1), count: chunks)),
      ]
    }
    let packed = ["position", "rotation", "scale", "color"].map {
      PLYProperty("packed_\($0)", Array(repeating: UInt32(77), count: count))
    }
    let bytes = (0..<harmonics).map { PLYProperty("f_rest_\($0)", [UInt8](repeating: 1, count: count)) }
    let elements = [
      PLYElement("chunk", count: chunks, properties: bounds),
      PLYElement("vertex", count: count, properties: packed),
    ]
    return PLYTable(
      elements: elements + (harmonics > 0 ? [PLYElement("sh", count: count, properties: bytes)] : []))
  }

  @Test(".splat", .enabled(if: Python.isAvailable, "there is no .venv"))
  func splat() throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(600, degree: 0)
    let read = try GaussianFile.read(try file(model, "splat", in: folder))
    let order = NearestNeighbors(points(read)).nearest(1, to: points(model)).indices.map(Int64.init)
    let found = GaussianDifferences(sorted(read, order), model)
    #expect(found.means < 1e-6)
    #expect(found.logScales < 1e-5)
    #expect(found.opacities < 1.01 / 255)
    // Colours outside 0...1 are cut off; those inside are kept to a byte.
    #expect(found.baseHarmonics < 1.01 / 255 / 0.28209479)
    #expect(found.rotations < 1e-3)
  }

  private func points(_ model: GaussianModel) -> [SIMD3<Float>] {
    let values = model.means.floats()
    return stride(from: 0, to: values.count, by: 3).map { [values[$0], values[$0 + 1], values[$0 + 2]] }
  }

  private func sorted(_ model: GaussianModel, _ order: [Int64]) -> GaussianModel {
    let order = Tensor(order)
    return GaussianModel(
      means: model.means[order], rotations: model.rotations[order], logScales: model.logScales[order],
      opacityLogits: model.opacityLogits[order], baseHarmonics: model.baseHarmonics[order],
      higherHarmonics: model.higherHarmonics[order])
  }

  @Test("Hostile .splat files are refused")
  func hostileSplat() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.splat")
    var row = [Float](repeating: 1, count: 6).withUnsafeBytes { Data($0) }
    row.append(contentsOf: [9, 9, 9, 9, 255, 128, 128, 128])
    try row.write(to: url)
    #expect(try GaussianFile.read(url).count == 1)
    for (place, bytes, word) in [
      (0, [0, 0, 0xC0, 0x7F], "position"), (12, [0, 0, 0x80, 0x7F], "scale"),
      (28, [128, 128, 128, 128], "rotation"),
    ] as [(Int, [UInt8], String)] {
      var damaged = row + row
      damaged.replaceSubrange(32 + place..<32 + place + 4, with: bytes)
      try damaged.write(to: url)
      let error = #expect(throws: FileError.self) { try GaussianFile.read(url) }
      #expect(error?.problem.contains("Gaussian 1") == true)
      #expect(error?.problem.contains(word) == true)
    }
    try row.dropLast().write(to: url)
    #expect(throws: FileError.self) { try GaussianFile.read(url) }
    try row.write(to: folder.file("a.bin"))
    let error = #expect(throws: FileError.self) { try GaussianFile.read(folder.file("a.bin")) }
    #expect(error?.problem.contains("no file of Gaussians") == true)
  }

  @Test("Hostile compressed PLY files are refused, never a crash")
  func hostileCompressed() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.ply")
    try Self.compressedTable(chunks: 2, count: 300).write(to: url)
    #expect(try GaussianPLY.read(url).count == 300)
    try Self.compressedTable(chunks: 1, count: 300).write(to: url)
    #expect(throws: FileError.self) { try GaussianPLY.read(url) }
    try Self.compressedTable(chunks: 2, count: 300, low: .nan).write(to: url)
    #expect(throws: FileError.self) { try GaussianPLY.read(url) }
    try Self.compressedTable(chunks: 2, count: 300, harmonics: 10).write(to: url)
    #expect(throws: FileError.self) { try GaussianPLY.read(url) }
    try Self.compressedTable(chunks: 1, count: 9, harmonics: 9).write(to: url)
    for data in Damage.corruptions(of: try Data(contentsOf: url), count: 300) {
      try data.write(to: url)
      do { _ = try GaussianPLY.read(url) } catch { #expect(error is FileError) }
    }
  }
}
