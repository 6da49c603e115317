import Splatting
import Tensors
import Testing

/// Gradients against finite differences of what is rendered, and those on the screen against their definition.
@Suite struct RasterizerGradientTests {
  /// A rasteriser with the element type, step and error of its finite differences.
  struct Precision: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable () -> any Rasterizer
    let type: DType
    let step: Double
    /// Of the directional derivative, relative to the longest that there is in the input.
    let tolerance: Double
  }

  // Measured: 5.1e-10 in double, 2.1e-4 in single precision, both for the rotations.
  static let precisions: [Precision] =
    [
      Precision(
        testDescription: "reference, double precision", make: { ReferenceRasterizer() }, type: .float64,
        step: 1e-5, tolerance: 5e-9)
    ]
    + TestedRasterizer.allCases.map { tested in
      Precision(
        testDescription: tested.rawValue, make: { tested.make() }, type: .float32, step: 4e-3, tolerance: 1e-3
      )
    }

  /// Wide Gaussians of middling opacity, one well behind the other: every one counts at every pixel, none ends one, and no
  /// small step changes their order, so that the picture is a smooth function of all inputs.
  private static func smoothScene() -> Scene {
    let generator = RandomGenerator(seed: 11)
    let count = 5
    let base = SceneShape(count, 18, 12, degree: 3, extra: 2, pose: true).scene(seed: 11)
    var gaussians = base.gaussians
    let forward = base.camera.forward
    let line = Tensor([Float(forward.x), Float(forward.y), Float(forward.z)]) * 0.3
    let places = Tensor([Float(1), -2, 0, 2, -1], shape: [count, 1])
    gaussians.means = places * line + .randomUniform([count, 3], in: -0.05..<0.05, generator: generator)
    gaussians.scales = .randomUniform([count, 3], in: 0.6..<1.2, generator: generator)
    gaussians.opacities = .randomUniform([count], in: 0.3..<0.7, generator: generator)
    gaussians.harmonics *= Tensor(0.3)
    return Scene(gaussians: gaussians, camera: base.camera, usesPose: true)
  }

  @Test(arguments: precisions) func finiteDifferences(_ precision: Precision) throws {
    let scene = Self.smoothScene()
    let rasterizer = precision.make()
    let gaussians = scene.gaussians.map { $0.to(precision.type) }
    let pose = scene.camera.worldToCamera.matrix(precision.type)
    let cotangents = Outcome.cotangents(for: try rasterizer.render(gaussians, camera: scene.camera))

    func loss(_ gaussians: Gaussians, _ pose: Tensor) throws -> Double {
      let rendering = try rasterizer.render(
        gaussians, camera: scene.camera, pose: pose, nearPlane: RasterizerConstants.nearPlane)
      return Outcome.outputs(of: rendering).map { name, tensor in
        // Cotangents have the outputs' names.
        (tensor.to(.float64) * cotangents[name]!).sum().item()
      }.reduce(0, +)
    }

    let outcome = try Outcome(rasterizer, scene, precision.type, cotangents: cotangents)
    let generator = RandomGenerator(seed: 12)
    for (name, tensor) in gaussians.tensors + [("pose", pose)] {
      let gradient = try #require(outcome.gradients[name])
      let longest = gradient.norm().item()
      #expect(longest > 0)
      for _ in 0..<4 {
        var direction = Tensor.randomNormal(tensor.shape, .float64, generator: generator)
        if name == "pose" { direction = Tensor.concatenated([direction[0..<3], .zeros([1, 4], .float64)]) }
        direction = direction / direction.norm()
        func moved(_ distance: Double) throws -> Double {
          let value = tensor + (direction * distance).to(precision.type)
          return try name == "pose"
            ? loss(gaussians, value) : loss(gaussians.replacing(name, with: value), pose)
        }
        let difference = try (moved(precision.step) - moved(-precision.step)) / (2 * precision.step)
        let derivative = (gradient * direction).sum().item()
        let error = abs(difference - derivative) / longest
        #expect(error < precision.tolerance, "\(name): \(derivative), by differences \(difference)")
      }
    }
  }

  /// The gradient on the screen is that of moving the picture's Gaussians, which moving the principal point does.
  @Test(arguments: TestedRasterizer.allCases) func screenGradientIsThatOfThePrincipalPoint(
    _ tested: TestedRasterizer
  ) throws {
    let scene = Self.smoothScene()
    let rasterizer = tested.make()
    let cotangents = Outcome.cotangents(for: try rasterizer.render(scene.gaussians, camera: scene.camera))
    let outcome = try Outcome(rasterizer, scene, cotangents: cotangents)
    let total = try #require(outcome.gradients["screen"]).sum([0]).elements(as: Double.self)

    func loss(_ shift: SIMD2<Double>) throws -> Double {
      var camera = scene.camera
      camera.principalPoint += shift
      let rendering = try ReferenceRasterizer().render(
        scene.gaussians.map { $0.to(.float64) }, camera: camera)
      return Outcome.outputs(of: rendering).map { ($0.tensor * cotangents[$0.name]!).sum().item() }.reduce(
        0, +)
    }
    let step = 1e-5
    let x = try (loss([step, 0]) - loss([-step, 0])) / (2 * step)
    let y = try (loss([0, step]) - loss([0, -step])) / (2 * step)
    #expect(abs(total[0] - x) < 1e-4 * abs(x))
    #expect(abs(total[1] - y) < 1e-4 * abs(y))
  }

  /// The absolute gradient on the screen is the sum of absolute values of those of every pixel alone.
  @Test(arguments: TestedRasterizer.allCases) func absoluteGradientSumsPixels(_ tested: TestedRasterizer)
    throws
  {
    let scene = SceneShape(12, 6, 5, degree: 0).scene(seed: 6)
    let rasterizer = tested.make()
    let cotangents = Outcome.cotangents(for: try rasterizer.render(scene.gaussians, camera: scene.camera))
    let outcome = try Outcome(rasterizer, scene, cotangents: cotangents)
    var (mean, absolute) = (Tensor.zeros([12, 2], .float64), Tensor.zeros([12, 2], .float64))
    for pixel in 0..<30 {
      let mask = (Tensor.arange(to: 30) .== Double(pixel)).to(.float64).reshaped([5, 6])
      let masked = cotangents.mapValues { $0 * ($0.rank == 3 ? mask.unsqueezed(-1) : mask) }
      let alone = try #require(Outcome(rasterizer, scene, cotangents: masked).gradients["screen"])
      mean += alone
      absolute += alone.abs()
    }
    #expect(try #require(outcome.gradients["screen"]).relativeError(to: mean) < 1e-5)
    #expect(try #require(outcome.gradients["absolute screen"]).relativeError(to: absolute) < 1e-5)
    #expect((absolute - mean.abs()).max().item() > 0)
  }

  @Test(arguments: TestedRasterizer.allCases) func someInputsAloneHaveGradients(_ tested: TestedRasterizer)
    throws
  {
    let scene = SceneShape(20, 16, 12, degree: 1).scene(seed: 5)
    var gaussians = scene.gaussians
    gaussians.opacities = gaussians.opacities.copied().requiringGradient()
    let rendering = try tested.make().render(gaussians, camera: scene.camera)
    rendering.alpha.sum().backward()
    #expect(try #require(gaussians.opacities.gradient).abs().max().item() > 0)
    #expect(gaussians.means.gradient == nil)
    let still = try withoutGradients { try tested.make().render(gaussians, camera: scene.camera) }
    #expect(!still.color.requiresGradient)
  }
}

extension Gaussians {
  /// The same with another tensor in the place of the one called `name`.
  fileprivate func replacing(_ name: String, with tensor: Tensor) -> Gaussians {
    var changed = self
    switch name {
    case "means": changed.means = tensor
    case "rotations": changed.rotations = tensor
    case "scales": changed.scales = tensor
    case "opacities": changed.opacities = tensor
    case "harmonics": changed.harmonics = tensor
    default: changed.extra = tensor
    }
    return changed
  }
}
