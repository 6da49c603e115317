import Fields
import Files
import Foundation
import Methods
import Splatting
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// Scenes of the baselines on disk, and what their layers do.
  @Suite struct BaselineLayerTests {
    private func scene<M: Method>(_ type: M.Type, _ configuration: M.Configuration) throws -> Scene {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<M>(configuration, in: folder.url)
      try run.run()
      return try run.scene()
    }

    private func hexPlane() throws -> Scene { try scene(HexPlane4D.self, .lively(iterations: 24)) }
    private func sparseControl() throws -> Scene { try scene(SparseControl.self, .lively(iterations: 28)) }

    private func expectRoundTrip(_ scene: Scene) throws {
      let folder = try TemporaryFolder()
      try SceneFolder.write(scene, to: folder.url)
      let read = try SceneFolder.read(folder.url)
      let renderer = SceneRenderer(rasterizer: CPURasterizer(threads: 2))
      for time in [0, 0.4, 1] {
        let views = try [scene, read].map {
          try renderer.render($0, camera: scene.views[2].camera, time: time)
        }
        #expect(views[0].image == views[1].image && views[0].depth == views[1].depth)
      }
      let means = [0.0, 1.0].map { scene.gaussians(at: $0).means.floats() }
      #expect(means[0] != means[1], "nothing moves")
    }

    @Test func hexPlaneScenesComeBackAndMove() throws { try expectRoundTrip(hexPlane()) }

    @Test func sparseControlScenesComeBackAndMove() throws { try expectRoundTrip(sparseControl()) }

    @Test func aHexPlaneSceneOfTheCoarseStageIsAtRest() throws {
      let scene = try scene(HexPlane4D.self, .lively(iterations: 4))
      #expect(scene.layers.allSatisfy { $0 is StaticLayer })
    }

    /// Every change of the record gives one line, and none a crash.
    private func expectRefusals(_ scene: Scene, _ changes: [(String, String)]) throws {
      let folder = try TemporaryFolder()
      try SceneFolder.write(scene, to: folder.url)
      let whole = try String(contentsOf: folder.file("scene.json"), encoding: .utf8)
      for (old, new) in changes {
        let place = try #require(whole.range(of: old), "\(old) is not in the record")
        try Data(whole.replacingCharacters(in: place, with: new).utf8).write(to: folder.file("scene.json"))
        #expect(throws: FileError.self, "\(new)") { try SceneFolder.read(folder.url) }
      }
      try Data(whole.utf8).write(to: folder.file("scene.json"))
      // Tensors that are missing, one after the other.
      let layer = folder.file("layer-scene.safetensors")
      let tensors = try Safetensors.read(layer).tensors
      for name in tensors.keys {
        var fewer = tensors
        fewer[name] = nil
        try Safetensors.write(fewer, to: layer)
        #expect(throws: FileError.self, "without \(name)") { try SceneFolder.read(folder.url) }
      }
    }

    @Test func damagedHexPlaneScenesAreFileErrors() throws {
      try expectRefusals(
        hexPlane(),
        [
          ("\"channels\" : 16", "\"channels\" : 8"), ("\"channels\" : 16", "\"channels\" : 1000000000"),
          ("\"timeResolution\" : 25", "\"timeResolution\" : 26"), ("\"width\" : 16", "\"width\" : 8000"),
          ("\"depth\" : 1", "\"depth\" : 60"), ("\"degree\" : 2", "\"degree\" : 3"),
          ("\"spatialResolution\" : 8", "\"spatialResolution\" : 1000"),
        ])
    }

    @Test func damagedSparseControlScenesAreFileErrors() throws {
      try expectRefusals(
        sparseControl(),
        [
          ("\"neighbors\" : 3", "\"neighbors\" : 0"), ("\"neighbors\" : 3", "\"neighbors\" : 1000000000"),
          ("\"depth\" : 3", "\"depth\" : 60"), ("\"width\" : 32", "\"width\" : 8000"),
          ("\"degree\" : 1", "\"degree\" : 3"),
        ])
    }

    /// A layer of one Gaussian and one node at (1, 2, 3), which at all times is turned by a quarter about z and shifted.
    private func turning(addsRotations: Bool = false, hasLocalFrames: Bool = true) throws -> Gaussians {
      var network = DeformationNetwork.Configuration()
      (network.depth, network.width) = (1, 2)
      var state = DeformationNetwork(network, generator: RandomGenerator(seed: 1)).state()
      for (name, value) in state { state[name] = value.zerosLike() }
      let half = Float(0.5).squareRoot()
      state["heads.0.bias"] = Tensor([0.5, 0, -1] as [Float])
      state["heads.1.bias"] = Tensor([half - 1, 0, 0, half])
      state["heads.2.bias"] = Tensor.full([3], log(2))
      state = Dictionary(uniqueKeysWithValues: state.map { ("network." + $0.key, $0.value) })
      for (prefix, place) in [("gaussians.", [2, 2, 3]), ("nodes.", [1, 2, 3])] as [(String, [Float])] {
        let model = GaussianModel(
          means: Tensor(place, shape: [1, 3]),
          // A quarter turn about x, twice as long as a unit quaternion.
          rotations: Tensor([2 * half, 2 * half, 0, 0], shape: [1, 4]), logScales: .zeros([1, 3]),
          opacityLogits: .zeros([1]), baseHarmonics: .zeros([1, 1, 3]), higherHarmonics: .zeros([1, 0, 3]))
        for (name, value) in model.state() { state[prefix + name] = value }
      }
      state["hyperCoordinates"] = .zeros([1, 2])
      state["attributes.hyperCoordinates"] = .zeros([1, 2])
      state["attributes.logRadii"] = .zeros([1])
      state["attributes.weightLogits"] = .zeros([1])
      let details = SparseControlLayer.Details(
        degree: 0, network: network, neighbors: 3, hasLocalFrames: hasLocalFrames,
        addsRotations: addsRotations)
      return try SparseControlLayer(name: "scene", details: details, state: state).gaussians(at: 0.3)
    }

    private func expect(_ tensor: Tensor, _ values: [Float]) {
      #expect(zip(tensor.floats(), values).allSatisfy { abs($0 - $1) < 1e-5 }, "\(tensor)")
    }

    @Test func gaussiansTurnAboutTheirNode() throws {
      let moved = try turning()
      expect(moved.means, [1.5, 3, 2])
      // A quarter about z after a quarter about x.
      expect(moved.rotations.normalized(), [0.5, 0.5, 0.5, 0.5])
      expect(moved.scales, [2, 2, 2])
    }

    @Test func withoutLocalFramesGaussiansAreOnlyShifted() throws {
      expect(try turning(hasLocalFrames: false).means, [2.5, 2, 2])
    }

    @Test func publishedRotationsAreAdded() throws {
      let half = Float(0.5).squareRoot()
      expect(try turning(addsRotations: true).rotations, [2 * half - 1, half, 0, half])
    }
  }
}
