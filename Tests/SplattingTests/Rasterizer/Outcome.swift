import Splatting
import Tensors
import Testing

/// What a rasteriser makes of a scene: its outputs, and the gradients of their sum weighted by random numbers.
struct Outcome {
  /// By name, in double precision.
  private(set) var outputs: [String: Tensor] = [:]
  /// By the input's name, in double precision.
  private(set) var gradients: [String: Tensor] = [:]
  let radii: Tensor

  /// Renders and goes back with `cotangents`, one for each of the outputs, by default normal random numbers.
  init(
    _ rasterizer: any Rasterizer, _ scene: Scene, _ type: DType = .float32,
    cotangents: [String: Tensor]? = nil
  ) throws {
    let leaves = scene.gaussians.map { $0.to(type).copied().requiringGradient() }
    let pose =
      scene.usesPose ? scene.camera.worldToCamera.matrix(type).requiringGradient() : nil
    let rendering = try rasterizer.render(
      leaves, camera: scene.camera, pose: pose, nearPlane: RasterizerConstants.nearPlane)
    #expect(rendering.screen.mean == nil && rendering.screen.absolute == nil, "backward has not run")
    let results = Outcome.outputs(of: rendering)
    let cotangents = cotangents ?? Outcome.cotangents(for: rendering)
    Tensor.backward(
      results.map(\.tensor), gradients: results.map { cotangents[$0.name]!.to(type) })
    for (name, tensor) in results { outputs[name] = tensor.detached().to(.float64) }
    var found = leaves.tensors.map { ($0.name, $0.tensor.gradient) }
    if let pose { found.append(("pose", pose.gradient)) }
    found += [("screen", rendering.screen.mean), ("absolute screen", rendering.screen.absolute)]
    for (name, gradient) in found { gradients[name] = try #require(gradient, "\(name)").to(.float64) }
    radii = rendering.radii.detached().to(.float64)
  }

  /// The outputs that have gradients, by name.
  static func outputs(of rendering: Rendering) -> [(name: String, tensor: Tensor)] {
    [("color", rendering.color), ("depth", rendering.depth), ("alpha", rendering.alpha)]
      + (rendering.extra.map { [("extra", $0)] } ?? [])
  }

  /// Normal random numbers of the outputs' shapes, the same ones every time.
  static func cotangents(for rendering: Rendering) -> [String: Tensor] {
    let generator = RandomGenerator(seed: 20)
    var cotangents: [String: Tensor] = [:]
    for (name, tensor) in outputs(of: rendering) {
      cotangents[name] = .randomNormal(tensor.shape, .float64, generator: generator)
    }
    return cotangents
  }

  /// Expects every output and gradient of `self` near those of `truth`: the largest difference over the largest value.
  func expect(
    near truth: Outcome, outputs outputTolerance: Double, gradients gradientTolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    Outcome.expect(outputs, near: truth.outputs, outputTolerance, sourceLocation)
    Outcome.expect(gradients, near: truth.gradients, gradientTolerance, sourceLocation)
    #expect(radii.shape == truth.radii.shape, sourceLocation: sourceLocation)
    guard radii.count > 0, radii.shape == truth.radii.shape else { return }
    // Rounded up, so that rounding may make a pixel's difference, but never a drawn Gaussian not drawn.
    #expect((radii - truth.radii).abs().max().item() <= 1, sourceLocation: sourceLocation)
    #expect((radii .> 0).equals(truth.radii .> 0), sourceLocation: sourceLocation)
  }

  private static func expect(
    _ values: [String: Tensor], near truth: [String: Tensor], _ tolerance: Double,
    _ sourceLocation: SourceLocation
  ) {
    #expect(values.keys.sorted() == truth.keys.sorted(), sourceLocation: sourceLocation)
    for (name, expected) in truth.sorted(by: { $0.key < $1.key }) {
      guard let value = values[name] else { continue }
      #expect(value.shape == expected.shape, "\(name)", sourceLocation: sourceLocation)
      let error = value.relativeError(to: expected)
      #expect(error <= tolerance, "\(name) is off by \(error)", sourceLocation: sourceLocation)
    }
  }
}

extension Tensor {
  /// The largest difference over the largest value of `truth`; infinite where shapes differ or a number is not finite.
  func relativeError(to truth: Tensor) -> Double {
    guard shape == truth.shape, allFinite, truth.allFinite else { return .infinity }
    guard count > 0 else { return 0 }
    let (error, largest) = ((self - truth).abs().max().item(), truth.abs().max().item())
    return error == 0 ? 0 : error / largest
  }

  /// Whether all elements are the same.
  func equals(_ other: Tensor) -> Bool { shape == other.shape && (self .== other).all().item() != 0 }
}
