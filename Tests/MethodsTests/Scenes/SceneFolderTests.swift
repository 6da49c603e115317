import Files
import Foundation
import Methods
import Splatting
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// Scenes on disk.
  @Suite struct SceneFolderTests {
    /// A scene after a few steps, so that nothing in it is at its start.
    private func scene<M: Method>(_ type: M.Type, _ configuration: M.Configuration) throws -> Scene {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<M>(configuration, in: folder.url)
      try run.run()
      return try run.scene()
    }

    private func deformable() throws -> Scene { try scene(Deformable3D.self, .lively(iterations: 24)) }

    private func expectSameRenders(_ a: Scene, _ b: Scene) throws {
      let renderer = SceneRenderer(rasterizer: CPURasterizer(threads: 2))
      for time in [0, 0.4, 1] {
        let camera = a.views[2].camera
        let views = try [a, b].map { try renderer.render($0, camera: camera, time: time) }
        #expect(views[0].image == views[1].image)
        #expect(views[0].depth == views[1].depth && views[0].alpha == views[1].alpha)
      }
    }

    /// What kinds of layers there are, with their details.
    private func kinds(of scene: Scene) -> [String] {
      scene.layers.map { "\(type(of: $0).kind) \($0.details)" }
    }

    private func expectRoundTrip(_ scene: Scene) throws {
      let folder = try TemporaryFolder()
      try SceneFolder.write(scene, to: folder.file("a/b"))
      let read = try SceneFolder.read(folder.file("a/b"))
      #expect(read.origin == scene.origin && read.background == scene.background && read.views == scene.views)
      #expect(read.layers.map(\.name) == scene.layers.map(\.name))
      #expect(kinds(of: read) == kinds(of: scene))
      try expectSameRenders(scene, read)
    }

    @Test func staticScenesComeBack() throws {
      try expectRoundTrip(scene(Static3D.self, .lively(iterations: 24)))
    }

    @Test func deformableScenesComeBackAndMove() throws {
      let scene = try deformable()
      try expectRoundTrip(scene)
      let means = [0.0, 1.0].map { scene.gaussians(at: $0).means.floats() }
      #expect(means[0] != means[1])
    }

    @Test(arguments: [nil, 24]) func layeredScenesComeBackAndMove(nodes: Int?) throws {
      let scene = try scene(InteractionAware.self, .lively(iterations: 24, nodes: nodes))
      #expect(Set(scene.layers.map(\.name)) == ["hand", "object", "background"])
      try expectRoundTrip(scene)
      let means = [0.0, 1.0].map { scene.gaussians(at: $0, layers: ["hand"]).means.floats() }
      #expect(means[0] != means[1])
      let errors = scene.layers.compactMap { ($0 as? BakedLayer)?.details.bakingError }
      #expect(errors.count == 3 && errors.allSatisfy { (0..<0.01).contains($0) })
    }

    @Test func layersOfDifferentDegreesRenderTogether() throws {
      var scene = try scene(Static3D.self, .lively(iterations: 24))
      let plain = try self.scene(Static3D.self, .lively(iterations: 2))
      let whole = scene.gaussians(at: 0).count
      let folder = try TemporaryFolder()
      let other = try TrainingRun<Static3D>(.lively(iterations: 2), in: folder.url)
      let model = other.trainer.method.populations[0].model
      scene.layers.append(StaticLayer(name: "other", model: model, degree: 0))
      #expect(scene.gaussians(at: 0).count == whole + model.count)
      #expect(scene.gaussians(at: 0, layers: ["other"]).count == model.count)
      #expect(scene.gaussians(at: 0, layers: []).count == 0)
      try expectRoundTrip(scene)
      #expect((plain.layers[0] as? StaticLayer)?.details == StaticLayer.Details(degree: 0))
    }

    @Test func aSceneWithoutGaussiansShowsItsBackground() throws {
      var scene = try scene(Static3D.self, .lively(iterations: 2))
      scene.layers = []
      let view = try SceneRenderer(rasterizer: CPURasterizer(threads: 2)).render(
        scene, camera: scene.views[0].camera, time: 0)
      #expect(Array(view.image.values.prefix(3)) == [0.25, 0.5, 1])
      #expect(view.alpha.values.allSatisfy { $0 == 0 } && view.depth.values.allSatisfy { $0 == 0 })
    }

    @Test func removingLeavesOtherFilesAlone() throws {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<Static3D>(.lively(iterations: 2), in: folder.url)
      try run.run()
      #expect(SceneFolder.isScene(folder.url))
      try SceneFolder.write(run.scene(), to: folder.url)
      try Data("mine".utf8).write(to: folder.file("notes.txt"))
      try SceneFolder.remove(from: folder.url)
      #expect(try folder.contents() == ["notes.txt"])
      #expect(!SceneFolder.isScene(folder.url))
    }

    @Test func damagedFilesAreFileErrors() throws {
      let folder = try TemporaryFolder()
      #expect(throws: FileError.self) { try SceneFolder.read(folder.file("nowhere")) }
      #expect(throws: FileError.self) { try SceneFolder.read(folder.url) }
      let layered = try scene(InteractionAware.self, .lively(iterations: 12)).layers.first {
        $0.name == "object"
      }
      var whole = try deformable()
      whole.layers += [try #require(layered)]
      try SceneFolder.write(whole, to: folder.url)
      for name in ["scene", "object"] { try expectDamageIsFound(in: folder, layer: name) }
    }

    private func expectDamageIsFound(in folder: TemporaryFolder, layer name: String) throws {
      let (record, layer) = (folder.file("scene.json"), folder.file("layer-\(name).safetensors"))
      for file in [record, layer] {
        let whole = try Data(contentsOf: file)
        // The last byte of the record is a line feed.
        for part in Damage.truncations(of: whole, limit: 20)
        where part.count < whole.count - 1 || file == layer {
          try part.write(to: file)
          #expect(throws: FileError.self, "\(part.count) bytes") { try SceneFolder.read(folder.url) }
        }
        // A changed number may be as good as the old one: it must not be a crash.
        for damaged in Damage.corruptions(of: whole.prefix(3000) + whole.dropFirst(3000), count: 60) {
          try damaged.write(to: file)
          do { _ = try SceneFolder.read(folder.url) } catch is FileError {}
        }
        try whole.write(to: file)
      }
      _ = try SceneFolder.read(folder.url)
      let kept = try Data(contentsOf: layer)
      try FileManager.default.removeItem(at: layer)
      #expect(throws: FileError.self) { try SceneFolder.read(folder.url) }
      try kept.write(to: layer)
    }

    /// Replaces the first text found, and says whether there was one.
    private func replace(_ old: String, by new: String, in text: String) -> String? {
      text.range(of: old).map { text.replacingCharacters(in: $0, with: new) }
    }

    @Test func recordsThatMakeNoSenseAreFileErrors() throws {
      let folder = try TemporaryFolder()
      try SceneFolder.write(deformable(), to: folder.url)
      let whole = try String(contentsOf: folder.file("scene.json"), encoding: .utf8)
      let changes = [
        ("\"format\" : 1", "\"format\" : 2"), ("\"depth\" : 3", "\"depth\" : 60"),
        ("\"depth\" : 3", "\"depth\" : -1"),
        ("\"depth\" : 3", "\"depth\" : 1000000000"), ("\"width\" : 32", "\"width\" : 8000"),
        ("\"positionFrequencies\" : 8", "\"positionFrequencies\" : 1000000"),
        ("\"degree\" : 2", "\"degree\" : 3"),
        ("\"degree\" : 2", "\"degree\" : -1"), ("\"downscale\" : 1", "\"downscale\" : 0"),
        ("\"width\" : 48", "\"width\" : 0"), ("\"height\" : 36", "\"height\" : -36"),
        ("layer-scene.safetensors", "../layer-scene.safetensors"), ("layer-scene.safetensors", "scene.json"),
        ("\"deformable\"", "\"melting\""), ("\"role\" : \"train\"", "\"role\" : \"spare\""),
        ("\"background\" : [", "\"background\" : [ 0.5,"),
      ]
      for (old, new) in changes {
        let changed = try #require(replace(old, by: new, in: whole), "\(old) is not in the record")
        try Data(changed.utf8).write(to: folder.file("scene.json"))
        #expect(throws: FileError.self, "\(new)") { try SceneFolder.read(folder.url) }
      }
    }
  }
}
