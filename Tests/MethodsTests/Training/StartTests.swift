import Captures
import Methods
import Splatting
import Tensors
import Testing

/// What methods start from.
extension TrainingTests {
  @Suite struct StartTests {
    private func method(
      _ configuration: Static3DConfiguration = .lively(iterations: 10), points: PointCloud? = nil,
      seed: UInt64 = 1
    ) throws -> Static3D {
      var capture = try TinyCapture.shared.get().training
      if let points { capture.points = points }
      return try Static3D(configuration, capture: capture, generator: RandomGenerator(seed: seed))
    }

    @Test func harmonicsJoinInOneByOne() throws {
      var configuration = Static3DConfiguration.lively(iterations: 100)
      configuration.harmonics.maximumDegree = 2
      let method = try method(configuration)
      let degrees = [0, 9, 10, 19, 20, 30, 1000].map { iteration in
        method.layers(iteration: iteration).compactMap { ($0 as? StaticLayer)?.details.degree }
      }
      #expect(degrees == [[0], [0], [1], [1], [2], [2], [2]])
    }

    /// Points in a cube of this half side around the cameras' mean.
    private func points(halfSide: Double) throws -> PointCloud {
      let cameras = try TinyCapture.shared.get().training.frames.map(\.camera)
      let centre = cameras.map(\.position).reduce(.zero, +) / Double(cameras.count)
      let corners = (0..<8).map { corner in
        let bits = SIMD3(Double(corner & 1), Double(corner >> 1 & 1), Double(corner >> 2 & 1))
        return SIMD3<Float>(centre + (bits * 2 - 1) * halfSide)
      }
      return PointCloud(
        positions: corners, colors: Array(repeating: [0.5, 0.5, 0.5], count: corners.count))
    }

    @Test func theExtentIsTheCamerasSpreadAroundANearSubject() throws {
      let cameras = try TinyCapture.shared.get().training.frames.map(\.camera)
      let centre = cameras.map(\.position).reduce(.zero, +) / Double(cameras.count)
      let spread = cameras.map { length($0.position - centre) }.max() ?? 0
      let extent = try method(points: points(halfSide: spread / 10)).populations[0].extent
      #expect(abs(extent - 1.1 * spread) < 1e-9)
    }

    @Test func theExtentIsHalfTheDistanceOfAFarScene() throws {
      let method = try method(points: points(halfSide: 100))
      let extent = method.populations[0].extent
      #expect(abs(extent - 50 * 3.0.squareRoot()) < 1e-3)
      let means = method.parameterGroups.first { $0.name == "gaussians.means" }
      let rate = try #require(means).learningRate.value(at: 0)
      #expect(abs(rate - 1.6e-4 * extent) < 1e-9)
    }

    @Test func withoutPointsTheImagesGiveSome() throws {
      var configuration = Static3DConfiguration.lively(iterations: 10)
      configuration.sampledPoints = 300
      let first = try method(configuration, points: PointCloud())
      let model = first.populations[0].model
      #expect((1...300).contains(model.count))
      let means = model.means.floats()
      #expect(model.means.allFinite)
      let again = try method(configuration, points: PointCloud())
      #expect(again.populations[0].model.means.floats() == means)
      // Each comes from a pixel: it lies in front of some camera, inside of its image.
      let cameras = try TinyCapture.shared.get().training.frames.map(\.camera)
      let seen = (0..<model.count).filter { row in
        let point = SIMD3(Double(means[row * 3]), Double(means[row * 3 + 1]), Double(means[row * 3 + 2]))
        return cameras.contains { camera in
          let local = camera.worldToCamera * point
          let pixel = SIMD2(local.x, local.y) / local.z * camera.focalLength + camera.principalPoint
          return local.z > 0 && pixel.x > -1 && pixel.y > -1 && pixel.x < Double(camera.width) + 1
            && pixel.y < Double(camera.height) + 1
        }
      }
      #expect(seen.count == model.count)
    }

    @Test func settingsOutOfRangeAreRefused() {
      var configuration = Static3DConfiguration.lively(iterations: 10)
      configuration.harmonics.maximumDegree = 7
      #expect(throws: Settings.SettingError.self) { try method(configuration) }
    }
  }
}
