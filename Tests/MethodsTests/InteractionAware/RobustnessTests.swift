import Captures
import Files
import Foundation
import Hands
import Images
import Methods
import Splatting
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// Captures in which something is missing or wrong: each gives a scene, or one line that says why not.
  @Suite struct RobustnessTests {
    /// A synthesised capture, changed before it is loaded.
    /// - Parameter relabel: what each mask's label becomes, given the frame, the column and the label.
    private func capture(
      relabel: ((Int, Int, UInt8) -> UInt8)? = nil, change: (inout Capture) -> Void = { _ in }
    ) throws -> TrainingCapture {
      let folder = try TemporaryFolder()
      var configuration = SynthesisConfiguration()
      (configuration.frames, configuration.width, configuration.height) = (8, 48, 36)
      (configuration.novelViews, configuration.points, configuration.samplesPerSide) = (0, 500, 1)
      var capture = try Synthesizer.write(configuration, to: folder.file("made"))
      if let relabel {
        for (index, frame) in capture.frames.enumerated() {
          let url = try #require(frame.maskURL)
          var labels = try ImageFile.readLabels(url)
          for pixel in labels.values.indices {
            labels.values[pixel] = relabel(index, pixel % labels.width, labels.values[pixel])
          }
          try ImageFile.writeLabels(labels, to: url)
        }
      }
      change(&capture)
      return try TrainingCapture(capture)
    }

    /// Trains through all phases and expects layers that render at any time.
    @discardableResult
    private func expectScene(
      _ capture: TrainingCapture, layers: Set<String> = ["hand", "object", "background"],
      nodes: Int? = 24
    ) throws -> Scene {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<InteractionAware>(
        .lively(iterations: 12, nodes: nodes), in: folder.url, capture: capture)
      try run.run()
      let scene = try run.scene()
      #expect(Set(scene.layers.map(\.name)) == layers)
      for time in [0, 0.3, 0.77, 1] {
        let view = try SceneRenderer(rasterizer: CPURasterizer(threads: 2))
          .render(scene, camera: capture.frames[0].camera, time: time)
        #expect(view.image.values.allSatisfy { $0.isFinite })
      }
      return scene
    }

    private static func hide(_ rows: [Int], in capture: inout Capture) {
      for row in rows {
        let nan = SIMD3<Float>(repeating: .nan)
        capture.hands[0].vertices[row] = capture.hands[0].vertices[row].map { _ in nan }
        capture.hands[0].joints[row] = capture.hands[0].joints[row].map { _ in nan }
        capture.hands[0].jointRotations[row] = capture.hands[0].jointRotations[row].map {
          $0.map { _ in .nan }
        }
      }
    }

    @Test func handsThatAreNotSeenInSomeFramesAreFollowedBetweenThem() throws {
      try expectScene(capture(change: { Self.hide([2, 5, 6], in: &$0) }))
    }

    @Test func handsAtTheKeyFrameMayBeMissing() throws {
      try expectScene(
        capture(change: {
          $0.keyFrame = 2
          Self.hide([1, 2, 3], in: &$0)
        }))
    }

    @Test func aHandThatEntersLateIsNotThereBefore() throws {
      let late = try capture(
        relabel: { frame, _, label in frame < 4 && label < 3 ? 0 : label },
        change: { Self.hide([0, 1, 2, 3], in: &$0) })
      let scene = try expectScene(late)
      #expect(scene.gaussians(at: 0, layers: ["hand"]).opacities.max().item() == 0)
      #expect(scene.gaussians(at: 1, layers: ["hand"]).opacities.max().item() > 0)
    }

    @Test func withoutAnyHandOneLineSaysSo() throws {
      for bare in [
        try capture(change: { $0.hands = [] }), try capture(change: { Self.hide(Array(0..<8), in: &$0) }),
      ] {
        do {
          _ = try InteractionAware(
            .lively(iterations: 8), capture: bare, generator: RandomGenerator(seed: 1))
          Issue.record("it was taken")
        } catch let error as FileError {
          #expect(!"\(error)".contains("\n") && "\(error)".contains("hand"))
        }
      }
    }

    @Test(arguments: [nil, 24]) func masksAreNotNeeded(nodes: Int?) throws {
      let bare = try capture(change: { capture in
        for index in capture.frames.indices { capture.frames[index].maskURL = nil }
        capture.keyFrame = nil
      })
      try expectScene(bare, nodes: nodes)
    }

    @Test func masksMayBeMissingInPart() throws {
      try expectScene(
        capture(change: { capture in
          for index in [0, 3, 4, 7] { capture.frames[index].maskURL = nil }
        }))
    }

    @Test func anObjectMayStayWhereItIs() throws {
      let still = try capture(change: { capture in
        capture.keyFrame = 0
        // All frames show the first one's image from the first one's camera.
        for index in 1..<capture.frames.count {
          let time = capture.frames[index].time
          capture.frames[index] = capture.frames[0]
          capture.frames[index].time = time
        }
      })
      let scene = try expectScene(still)
      let places = [0.0, 1.0].map { scene.gaussians(at: $0, layers: ["object"]).means.mean([0]).floats() }
      // The hand's track goes on, the mask does not.
      #expect(zip(places[0], places[1]).allSatisfy { abs($0 - $1) < 0.03 })
    }

    @Test func withoutAnObjectThereAreTwoLayers() throws {
      try expectScene(
        capture(relabel: { _, _, label in label == 3 ? 0 : label }), layers: ["hand", "background"])
    }

    @Test func twoObjectsMoveEachForThemselves() throws {
      try expectScene(capture(relabel: { _, column, label in label == 3 && column < 20 ? 4 : label }))
    }

    @Test func twoHandsAreOneLayer() throws {
      let both = try capture(change: { capture in
        var left = capture.hands[0]
        left.side = .left
        left.vertices = left.vertices.map { $0.map { $0 + [0.1, 0, 0] } }
        left.joints = left.joints.map { $0.map { $0 + [0.1, 0, 0] } }
        capture.hands.append(left)
        Self.hide([0, 4], in: &capture)
      })
      let scene = try expectScene(both)
      #expect(scene.gaussians(at: 0.5, layers: ["hand"]).count > 0)
    }

    @Test func ofTwoHandsEachComesForItself() throws {
      let both = try capture(
        relabel: { frame, column, label in label == 1 && frame >= 4 && column % 2 == 0 ? 2 : label },
        change: { capture in
          var left = capture.hands[0]
          left.side = .left
          left.vertices = left.vertices.map { $0.map { $0 + [0.1, 0, 0] } }
          left.joints = left.joints.map { $0.map { $0 + [0.1, 0, 0] } }
          // The first of the tracks is what is hidden.
          capture.hands.insert(left, at: 0)
          Self.hide([0, 1, 2, 3], in: &capture)
        })
      let scene = try expectScene(both)
      let visible = [0.0, 1.0].map { time in
        scene.gaussians(at: time, layers: ["hand"]).opacities.floats().count { $0 > 0 }
      }
      #expect(visible[0] > 0 && visible[0] < visible[1])
      #expect(
        try comesBack(scene).gaussians(at: 0, layers: ["hand"]).opacities.floats().count { $0 > 0 }
          == visible[0])
    }

    private func comesBack(_ scene: Scene) throws -> Scene {
      let folder = try TemporaryFolder()
      try SceneFolder.write(scene, to: folder.url)
      return try SceneFolder.read(folder.url)
    }

    @Test func theKeyFrameIsFoundWhereMasksTouch() throws {
      try expectScene(capture(change: { $0.keyFrame = nil }))
    }

    @Test func oneFrameIsEnough() throws {
      var one = try capture()
      one.frames = [one.frames[0]]
      try expectScene(one)
    }

    @Test(arguments: [
      "phases=[]", "boxExpansion=0.5", "hand.nodes=0", "object.neighbors=0", "losses.interaction=-1",
      "scene.network.width=0", "neighborInterval=0", #"pathLearningRate={"constant":{"_0":-1}}"#,
    ]) func settingsOutOfRangeAreRefused(assignment: String) throws {
      let configuration = try Settings.applying(
        [assignment], to: InteractionAwareConfiguration(preset: .fast))
      #expect(throws: Settings.SettingError.self) { try configuration.validate() }
    }

    @Test(arguments: [true, false]) func thePrintedFormAndPlainFieldsTrainToo(isPrinted: Bool) throws {
      let folder = try TemporaryFolder()
      var configuration = InteractionAwareConfiguration.lively(iterations: 16, nodes: nil)
      configuration.printedRefinement = isPrinted
      configuration.followsHand = false
      configuration.startNoise = 0.01
      let run = try TrainingRun<InteractionAware>(configuration, in: folder.url)
      try run.run()
      #expect(run.losses.allSatisfy { $0.isFinite })
    }
  }
}
