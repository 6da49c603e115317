import Files
import Foundation
import Splatting
import Tensors
import TestSupport
import Testing

/// Gaussians out of glTF, of Handful and of programs that write it otherwise, and out of hostile files.
@Suite("Gaussians out of glTF")
struct GaussianGLBReadingTests {
  @Test("What was written comes back, turned to right, down, forward", arguments: [0, 1, 3])
  func comesBack(degree: Int) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.glb")
    let model = TestGaussians.model(40, degree: degree)
    let turned = withoutGradients {
      model.gaussians(degree: degree).transformed(
        by: SimilarityTransform(rotation: Matrix3(diagonal: [1, -1, -1])))
    }
    try GaussianGLB.write(GaussianModel(turned), to: url)
    let found = GaussianDifferences(try GaussianFile.read(url), model)
    #expect(found.means < 1e-5 && found.logScales < 1e-5 && found.opacities < 1e-5)
    #expect(found.baseHarmonics < 1e-5 && found.rotations < 1e-5)
    #expect(found.firstHarmonics < 1e-5 && found.otherHarmonics < 1e-5)
    #expect(try GaussianFile.read(url).maximumDegree == degree)
  }

  /// The JSON of a file with two Gaussians, and its numbers: opacities and rotations in whole numbers, interleaved.
  private static func parts() throws -> (json: [String: Any], binary: Data) {
    var binary = Data()
    func append<Number>(_ numbers: [Number]) { numbers.withUnsafeBytes { binary.append(contentsOf: $0) } }
    for row in 0..<2 {
      append([Float(row), 2, 3] as [Float])
      append([0, 0, 0, 127] as [Int8])
      append([UInt16(65535 / (row + 1)), 0])
      append([0.1, 0.2, 0.3] as [Float])
      append([1, 0.5, -0.5] as [Float])
    }
    func accessor(_ offset: Int, _ kind: Int, _ type: String, _ isNormalized: Bool = false) -> [String: Any] {
      [
        "bufferView": 0, "byteOffset": offset, "componentType": kind, "count": 2, "type": type,
        "normalized": isNormalized,
      ]
    }
    let name = "KHR_gaussian_splatting"
    let attributes = [
      "POSITION": 0, "\(name):ROTATION": 1, "\(name):OPACITY": 2, "\(name):SCALE": 3,
      "\(name):SH_DEGREE_0_COEF_0": 4,
    ]
    let json: [String: Any] = [
      "asset": ["version": "2.0"], "scene": 0, "scenes": [["nodes": [0]]],
      "nodes": [
        ["children": [1], "translation": [10, 0, 0]],
        ["mesh": 0, "scale": [2, 2, 2], "rotation": [0, 0, 0.5.squareRoot(), 0.5.squareRoot()]],
      ],
      "meshes": [
        ["primitives": [["mode": 0, "attributes": attributes, "extensions": [name: ["kernel": "ellipse"]]]]]
      ],
      "accessors": [
        accessor(0, 5126, "VEC3"), accessor(12, 5120, "VEC4", true), accessor(16, 5123, "SCALAR", true),
        accessor(20, 5126, "VEC3"), accessor(32, 5126, "VEC3"),
      ],
      "bufferViews": [["buffer": 0, "byteLength": binary.count, "byteStride": 44]],
      "buffers": [["byteLength": binary.count]], "extensionsRequired": [name], "extensionsUsed": [name],
    ]
    return (json, binary)
  }

  private static func file(_ json: [String: Any], _ binary: Data) throws -> Data {
    var text = try JSONSerialization.data(withJSONObject: json)
    text.append(Data(repeating: 32, count: -text.count & 3))
    func words(_ words: [Int]) -> Data { words.map(UInt32.init).withUnsafeBytes { Data($0) } }
    return words([0x4654_6C67, 2, 28 + text.count + binary.count, text.count, 0x4E4F_534A]) + text
      + words([binary.count, 0x004E_4942]) + binary
  }

  @Test("Interleaved whole numbers and nodes that place")
  func otherWriters() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.glb")
    let (json, binary) = try Self.parts()
    try Self.file(json, binary).write(to: url)
    let model = try GaussianFile.read(url)
    // A quarter turn about z, twice as large, moved by 10, then y and z change sign.
    let means = model.means.floats()
    for (found, wanted) in zip(means, [6, 0, -6, 6, -2, -6] as [Float]) {
      #expect(abs(found - wanted) < 1e-5)
    }
    #expect(abs(model.logScales.floats()[0] - log(0.2)) < 1e-5)
    let opacities = model.opacityLogits.sigmoid().floats()
    #expect(opacities[0] > 0.99999 && abs(opacities[1] - 0.5) < 1e-4)
    let colors = zip(model.baseHarmonics.floats(), [1, 0.5, -0.5, 1, 0.5, -0.5] as [Float])
    #expect(colors.allSatisfy { abs($0 - $1) < 1e-5 })
  }

  /// Changes of the file that make it wrong, and what is to be said.
  private static var changes: [(String, (inout [String: Any]) -> Void)] {
    [
      ("accessor 9", { edit(&$0, "meshes", 0, "primitives", 0, "attributes", "POSITION", to: 9) }),
      ("accessor -1", { edit(&$0, "meshes", 0, "primitives", 0, "attributes", "POSITION", to: -1) }),
      (
        "no attribute POSITION",
        { edit(&$0, "meshes", 0, "primitives", 0, "attributes", to: [String: Int]()) }
      ),
      ("lies outside", { edit(&$0, "accessors", 0, "count", to: 3) }),
      ("lies outside", { edit(&$0, "accessors", 0, "count", to: 9_000_000) }),
      ("more than", { edit(&$0, "accessors", 0, "count", to: Int.max) }),
      ("-2 elements", { edit(&$0, "accessors", 0, "count", to: -2) }),
      ("1 elements, the positions have 2", { edit(&$0, "accessors", 3, "count", to: 1) }),
      ("lies outside", { edit(&$0, "accessors", 3, "byteOffset", to: Int.max) }),
      ("lies outside", { edit(&$0, "accessors", 3, "byteOffset", to: -4) }),
      ("lies outside", { edit(&$0, "bufferViews", 0, "byteOffset", to: Int.max) }),
      ("lies outside", { edit(&$0, "bufferViews", 0, "byteLength", to: Int.max) }),
      ("lies outside", { edit(&$0, "bufferViews", 0, "byteStride", to: 0) }),
      ("lies outside", { edit(&$0, "bufferViews", 0, "byteStride", to: Int.max) }),
      ("VEC2", { edit(&$0, "accessors", 3, "type", to: "VEC2") }),
      ("5130", { edit(&$0, "accessors", 3, "componentType", to: 5130) }),
      ("sparse", { edit(&$0, "accessors", 3, "sparse", to: ["count": 1]) }),
      ("another file", { edit(&$0, "buffers", 0, "uri", to: "other.bin") }),
      ("node 7", { edit(&$0, "nodes", 0, "children", to: [7]) }),
      ("twice", { edit(&$0, "nodes", 1, "children", to: [0]) }),
      ("mesh 3", { edit(&$0, "nodes", 1, "mesh", to: 3) }),
      ("stretches", { edit(&$0, "nodes", 1, "scale", to: [1, 2, 1]) }),
      ("mirrors", { edit(&$0, "nodes", 1, "scale", to: [-1, 1, 1]) }),
      ("2 numbers", { edit(&$0, "nodes", 1, "scale", to: [1, 1]) }),
      ("length 0", { edit(&$0, "nodes", 1, "rotation", to: [0, 0, 0, 0]) }),
      ("no Gaussians", { edit(&$0, "scenes", 0, "nodes", to: [Int]()) }),
      ("spz", { edit(&$0, "extensionsRequired", to: ["some_spz"]) }),
      (
        "kernel",
        {
          edit(
            &$0, "meshes", 0, "primitives", 0, "extensions", "KHR_gaussian_splatting", "kernel", to: "cube")
        }
      ),
    ]
  }

  /// Puts `value` at a place of nested objects and arrays.
  private static func edit(_ object: inout [String: Any], _ path: any Sendable..., to value: Any) {
    func changed(_ old: Any?, _ path: ArraySlice<any Sendable>) -> Any {
      guard let key = path.first else { return value }
      if let index = key as? Int, var array = old as? [Any] {
        array[index] = changed(array[index], path.dropFirst())
        return array
      }
      var members = old as? [String: Any] ?? [:]
      if let name = key as? String { members[name] = changed(members[name], path.dropFirst()) }
      return members
    }
    object = changed(object, path[...]) as? [String: Any] ?? [:]
  }

  @Test("Wrong counts, places and trees are told of in one line")
  func wrongJSON() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.glb")
    for (word, change) in Self.changes {
      var (json, binary) = try Self.parts()
      change(&json)
      try Self.file(json, binary).write(to: url)
      let error = #expect(throws: FileError.self, "\(word)") { try GaussianFile.read(url) }
      #expect(error?.problem.contains(word) == true, "\(word): \(error?.description ?? "")")
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test("Values that cannot be are told of with their Gaussian")
  func wrongValues() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.glb")
    let (json, binary) = try Self.parts()
    for (place, value, word) in [
      (0, Float.nan, "position"), (20, -1, "scale"), (20, .infinity, "scale"), (24, .nan, "scale"),
      (32, .infinity, "colour"),
    ] as [(Int, Float, String)] {
      var damaged = binary
      withUnsafeBytes(of: value) { damaged.replaceSubrange(44 + place..<48 + place, with: $0) }
      try Self.file(json, damaged).write(to: url)
      let error = #expect(throws: FileError.self) { try GaussianFile.read(url) }
      #expect(
        error?.problem.contains("Gaussian 1") == true && error?.problem.contains(word) == true, "\(word)")
    }
    var still = binary
    still.replaceSubrange(12..<16, with: [0, 0, 0, 0])
    try Self.file(json, still).write(to: url)
    let error = #expect(throws: FileError.self) { try GaussianFile.read(url) }
    #expect(error?.problem.contains("rotation of length 0") == true)
  }

  @Test("Cut and damaged files are refused, never a crash")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.glb")
    let (json, binary) = try Self.parts()
    let whole = try Self.file(json, binary)
    for data in Damage.truncations(of: whole, limit: 60) where data.count >= 4 {
      try data.write(to: url)
      #expect(throws: FileError.self) { try GaussianFile.read(url) }
    }
    for data in Damage.corruptions(of: whole, count: 400) {
      try data.write(to: url)
      do { _ = try GaussianFile.read(url) } catch { #expect(error is FileError) }
    }
  }
}
