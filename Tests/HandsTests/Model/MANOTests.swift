import Files
import Foundation
import Hands
import Tensors
import TestSupport
import Testing

/// What NumPy gives for the poses that `mano_files.py` tells.
private struct Expected: Decodable {
  var pose: [Float]
  var shape: [Float]
  var translation: [Float]
  var joints: [[Float]]
  var vertices: [[Float]]
  var published: [[Float]]
}

@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`")) struct MANOTests {
  private static func write(to folder: TemporaryFolder) throws -> [String: Expected] {
    let text = try Python.run("mano_files.py", [folder.url.path])
    return try JSONDecoder().decode([String: Expected].self, from: Data(text.utf8))
  }

  private static func error(_ points: [SIMD3<Float>], _ expected: [[Float]]) -> Float {
    guard points.count == expected.count else { return .infinity }
    return zip(points, expected).map { point, other in (0..<3).map { abs(point[$0] - other[$0]) }.max() ?? 0 }
      .max() ?? .infinity
  }

  @Test func posesAgreeWithNumPy() throws {
    let folder = try TemporaryFolder()
    let expected = try Self.write(to: folder)
    let corrected = try HandModels(manoFolder: folder.url)
    let published = try HandModels(manoFolder: folder.url, leftShape: .asPublished)
    for side in HandTrack.Side.allCases {
      let value = try #require(expected[side.rawValue])
      func track(_ models: HandModels) throws -> HandTrack {
        try models[side].track(
          axisAngle: [value.pose], shape: value.shape,
          translation: [SIMD3(value.translation[0], value.translation[1], value.translation[2])],
          flatHandMean: false)
      }
      let hand = try track(corrected)
      #expect(Self.error(hand.joints[0], value.joints) < 3e-6)
      #expect(Self.error(hand.vertices[0], value.vertices) < 3e-6)
      #expect(try Self.error(track(published).vertices[0], value.published) < 3e-6)
      // The two differ on the left: the mistake was found and put right.
      #expect((Self.error(hand.vertices[0], value.published) > 1e-3) == (side == .left))
    }
  }

  @Test func missingFilesTellWhereToGetThem() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: FileError.self) { try HandModels(manoFolder: folder.url) }
    #expect(error?.problem == "holds no MANO_RIGHT.pkl")
    #expect(error?.remedy?.contains("mano.is.tue.mpg.de") == true)
  }

  @Test func filesOfTheOtherSideAreTold() throws {
    let folder = try TemporaryFolder()
    _ = try Self.write(to: folder)
    let files = FileManager.default
    try files.removeItem(at: folder.file("MANO_LEFT.pkl"))
    try files.copyItem(at: folder.file("MANO_RIGHT.pkl"), to: folder.file("MANO_LEFT.pkl"))
    let error = #expect(throws: FileError.self) { try HandModels(manoFolder: folder.url) }
    #expect(error?.problem == "holds a right hand, not a left one")
    #expect(error?.path.hasSuffix("MANO_LEFT.pkl") == true)
  }

  /// A hand's shape has ten numbers, which a model of fewer directions could not take.
  @Test func filesOfFewShapesAreTold() throws {
    let folder = try TemporaryFolder()
    try Python.run("mano_files.py", [folder.url.path, "9"])
    let error = #expect(throws: FileError.self) { try HandModels(manoFolder: folder.url) }
    #expect(error?.problem == "has 9 shape directions, not 10")
  }

  @Test func damagedAndForeignFilesAreErrors() throws {
    let folder = try TemporaryFolder()
    _ = try Self.write(to: folder)
    let right = folder.file("MANO_RIGHT.pkl")
    let whole = try Data(contentsOf: right)
    let foreign = Data("(dS'betas'\nF1.0\ns.".utf8)
    // Some bytes are numbers, which another value does not hurt: no damaged file may do more than be refused.
    for data in Damage.truncations(of: whole, limit: 12) + [foreign, Data("text".utf8)] {
      try data.write(to: right)
      #expect(throws: FileError.self) { try HandModels(manoFolder: folder.url) }
    }
    for data in Damage.corruptions(of: Data(whole.prefix(2000)), count: 40) {
      try (data + whole.dropFirst(2000)).write(to: right)
      do { _ = try HandModels(manoFolder: folder.url) } catch { #expect(error is FileError) }
    }
  }
}
