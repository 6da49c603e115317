import Foundation
import Splatting
import Tensors
import Testing

@Suite("Initial Gaussians")
struct GaussianInitializationTests {
  private let cloud = PointCloud(
    positions: [[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 3]],
    colors: [[1, 0, 0.5], [0, 1, 0], [0.25, 0.5, 0.75], [0, 0, 0]])

  @Test("Values come from points, colours and distances", arguments: 0...3)
  func values(degree: Int) throws {
    let model = try GaussianModel(cloud, degree: degree)
    #expect(model.count == 4 && model.maximumDegree == degree)
    let gaussians = model.gaussians(degree: 0)
    #expect(gaussians.means.floats().prefix(6) == [0, 0, 0, 1, 0, 0])
    #expect(gaussians.rotations.floats().prefix(4) == [1, 0, 0, 0])
    let spacing = (Float(1 + 4 + 9) / 3).squareRoot()
    #expect(gaussians.scales.floats().prefix(3).allSatisfy { abs($0 - spacing) < 1e-5 })
    #expect(gaussians.opacities.floats().allSatisfy { abs($0 - 0.1) < 1e-6 })
    let colors = (model.baseHarmonics * 0.28209479177387814 + 0.5).floats()
    #expect(zip(colors, [1, 0, 0.5, 0, 1, 0]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(model.higherHarmonics.count == 0 || model.higherHarmonics.abs().max().item() == 0)
    #expect(model.namedParameters().allSatisfy { $0.parameter.value.requiresGradient })
  }

  @Test("Opacity and scale can be set")
  func settings() throws {
    let usual = try GaussianModel(cloud)
    let model = try GaussianModel(cloud, opacity: 0.5, scaleFactor: 0.1)
    #expect(abs(model.opacityLogits.sigmoid().floats()[0] - 0.5) < 1e-6)
    let ratio = (model.logScales - usual.logScales).exp()
    #expect(ratio.floats().allSatisfy { abs($0 - 0.1) < 1e-6 })
  }

  @Test("Points in one place, and a single point, have small finite scales", arguments: [1, 5])
  func degenerate(count: Int) throws {
    let model = try GaussianModel(
      PointCloud(
        positions: Array(repeating: [1, 1, 1], count: count), colors: Array(repeating: .zero, count: count)))
    #expect(model.logScales.shape == [count, 3])
    #expect(model.logScales.exp().floats().allSatisfy { abs($0 - 3.16e-4) < 1e-5 })
  }

  @Test("Empty clouds and those with NaN or infinity are refused")
  func refusals() {
    #expect(throws: GaussianInitializationError.empty) { try GaussianModel(PointCloud()) }
    for bad in [Float.nan, .infinity, -.infinity] {
      var broken = cloud
      broken.positions[2].y = bad
      #expect(throws: GaussianInitializationError.notFinite(index: 2)) { try GaussianModel(broken) }
      broken = cloud
      broken.colors[1].x = bad
      #expect(throws: GaussianInitializationError.notFinite(index: 1)) { try GaussianModel(broken) }
    }
  }

  @Test("Random points fill their box and repeat with their seed")
  func randomCloud() {
    func make(_ seed: UInt64) -> PointCloud {
      .random(1000, from: [-1, 0, 2], to: [1, 0.5, 4], generator: RandomGenerator(seed: seed))
    }
    let points = make(3)
    #expect(points == make(3) && points != make(4))
    for axis in 0..<3 {
      let values = points.positions.map { $0[axis] }
      let (low, high) = ([-1, 0, 2][axis] as Float, [1, 0.5, 4][axis] as Float)
      #expect(values.allSatisfy { $0 >= low && $0 <= high })
      #expect(values.max()! - values.min()! > 0.95 * (high - low))
    }
    #expect(points.colors.allSatisfy { $0.min() >= 0 && $0.max() <= 1 })
  }
}
