import Files
import Foundation
import Splatting
import Tensors
import TestSupport
import Testing

@Suite("Gaussians in PLY files")
struct GaussianPLYTests {
  private static func model(_ count: Int, degree: Int) -> GaussianModel {
    let generator = RandomGenerator(seed: 5)
    func draw(_ shape: [Int]) -> Tensor { .randomNormal(shape, generator: generator) }
    return GaussianModel(
      means: draw([count, 3]), rotations: draw([count, 4]), logScales: draw([count, 3]),
      opacityLogits: draw([count]), baseHarmonics: draw([count, 1, 3]),
      higherHarmonics: draw([count, (degree + 1) * (degree + 1) - 1, 3]))
  }

  /// A small file's table, for changes.
  private static func table(degree: Int = 1) throws -> PLYTable {
    let folder = try TemporaryFolder()
    try GaussianPLY.write(model(3, degree: degree), to: folder.file("a.ply"))
    return try PLYTable(contentsOf: folder.file("a.ply"))
  }

  /// What reading says about the table of ``table(degree:)`` with other properties.
  private static func error(
    degree: Int = 1, _ change: (PLYProperty) -> PLYProperty?
  ) throws -> FileError? {
    let folder = try TemporaryFolder()
    let vertices = try table(degree: degree).element("vertex")
    let changed = PLYElement(
      "vertex", count: vertices.count, properties: vertices.properties.compactMap(change))
    try PLYTable(elements: [changed]).write(to: folder.file("b.ply"))
    return #expect(throws: FileError.self) { _ = try GaussianPLY.read(folder.file("b.ply")) }
  }

  @Test("What is written is read back to the bit", arguments: 0...3, [0, 1, 37])
  func roundTrip(degree: Int, count: Int) throws {
    let folder = try TemporaryFolder()
    let model = Self.model(count, degree: degree)
    try GaussianPLY.write(model, to: folder.file("a.ply"), comments: ["from a test"])
    let read = try GaussianPLY.read(folder.file("a.ply"))
    #expect(read.maximumDegree == degree)
    for (before, after) in zip(model.namedParameters(), read.namedParameters()) {
      #expect(before.parameter.value.shape == after.parameter.value.shape, "\(before.name)")
      #expect(before.parameter.value.floats() == after.parameter.value.floats(), "\(before.name)")
    }
    #expect(try PLYTable(contentsOf: folder.file("a.ply")).comments.contains("from a test"))
  }

  @Test("Properties have the published names and order")
  func layout() throws {
    let names = try Self.table(degree: 3).element("vertex").properties.map(\.name)
    let rest = (0..<45).map { "f_rest_\($0)" }
    let expected =
      ["x", "y", "z", "nx", "ny", "nz", "f_dc_0", "f_dc_1", "f_dc_2"] + rest + ["opacity"]
      + ["scale_0", "scale_1", "scale_2", "rot_0", "rot_1", "rot_2", "rot_3"]
    #expect(names == expected)
  }

  @Test("The plyfile library reads the same numbers", .enabled(if: Python.isAvailable, "there is no .venv"))
  func plyfile() throws {
    let folder = try TemporaryFolder()
    let model = Self.model(7, degree: 2)
    try GaussianPLY.write(model, to: folder.file("a.ply"))
    let text = try Python.run("gaussian_ply.py", [folder.file("a.ply").path])
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Float($0) } }
    let expected = [
      model.means, model.baseHarmonics, model.higherHarmonics.transposed(1, 2), model.opacityLogits,
      model.logScales, model.rotations,
    ]
    #expect(lines.count == expected.count)
    for (line, tensor) in zip(lines, expected) { #expect(line == tensor.floats()) }
  }

  @Test("Every property is needed")
  func missing() throws {
    for name in ["y", "f_dc_1", "f_rest_4", "opacity", "scale_2", "rot_0"] {
      let error = try Self.error { $0.name == name ? nil : $0 }
      #expect(error?.description.contains(name.hasPrefix("f_rest") ? "f_rest" : name) == true)
    }
  }

  @Test("Values that are not finite are refused with the Gaussian's number")
  func notFinite() throws {
    for (name, bad) in [("z", Float.nan), ("scale_1", .infinity), ("f_rest_3", -.infinity)] {
      let error = try Self.error { $0.name == name ? PLYProperty(name, [0, bad, 0] as [Float]) : $0 }
      #expect(error?.problem.contains("'\(name)' of Gaussian 1") == true)
    }
  }

  @Test("A rotation of length 0 is refused")
  func zeroRotation() throws {
    let error = try Self.error {
      $0.name.hasPrefix("rot_") ? PLYProperty($0.name, [1, 0, 1] as [Float]) : $0
    }
    #expect(error?.problem.contains("rotation") == true)
  }

  @Test("Files that are cut, damaged or of something else are refused, never a crash")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.ply")
    try GaussianPLY.write(Self.model(4, degree: 1), to: file)
    let whole = try Data(contentsOf: file)
    var generator = NearestNeighborsTests.SplitMix(state: 1)
    for length in stride(from: 0, to: whole.count, by: 13) {
      try whole.prefix(length).write(to: file)
      #expect(throws: FileError.self) { try GaussianPLY.read(file) }
    }
    for _ in 0..<300 {
      var damaged = whole
      damaged[Int.random(in: 0..<whole.count, using: &generator)] = UInt8.random(
        in: 0...255, using: &generator)
      try damaged.write(to: file)
      do { _ = try GaussianPLY.read(file) } catch { #expect(error is FileError) }
    }
    try PLYTable(elements: [PLYElement("face", count: 0, properties: [])]).write(to: file)
    #expect(throws: FileError.self) { try GaussianPLY.read(file) }
    #expect(throws: FileError.self) { try GaussianPLY.read(folder.file("absent.ply")) }
  }
}
