import Splatting
import Tensors
import Testing

/// Input at the limits of what a rasteriser accepts, and beyond.
@Suite struct RasterizerDegenerateTests {
  /// One unusual Gaussian, or several, in front of and behind two usual ones.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var means: [Float]
    var scales: [Float] = [0.1, 0.2, 0.15]
    var opacity: Float = 0.7
    var rotation: [Float] = [0.4, -0.3, 0.8, 0.2]
    /// Whether it is seen at all.
    var isSeen: Bool
    // Measured: 2.6e-7 and 2.2e-6.
    var tolerance = (outputs: 2e-6, gradients: 1e-5)

    init(
      _ description: String, _ means: [Float], scales: [Float]? = nil, opacity: Float? = nil,
      rotation: [Float]? = nil, isSeen: Bool, tolerance: (outputs: Double, gradients: Double)? = nil
    ) {
      testDescription = description
      self.means = means
      self.isSeen = isSeen
      if let scales { self.scales = scales }
      if let opacity { self.opacity = opacity }
      if let rotation { self.rotation = rotation }
      if let tolerance { self.tolerance = tolerance }
    }
  }

  static let cases = [
    Case("behind the camera", [0.1, 0.2, -2], isSeen: false),
    Case("at the camera's centre", [0, 0, 0], isSeen: false),
    Case("in the camera's plane", [1, 1, 0], isSeen: false),
    Case("just before the near plane", [0, 0, 0.0099], isSeen: false),
    Case("just behind the near plane", [0, 0, 0.0101], scales: [1e-4, 1e-4, 1e-4], isSeen: true),
    Case("huge", [0.1, 0.2, 3], scales: [300, 200, 400], isSeen: true),
    Case("huge, around the camera", [0.1, 0.2, 0.5], scales: [50, 50, 50], isSeen: true),
    Case("too huge for single precision", [0, 0, 1], scales: [1e12, 1e12, 1e12], isSeen: false),
    // Its conic loses digits; measured: 1.3e-5 and 6.6e-4.
    Case(
      "a needle", [0.1, 0, 2], scales: [1e-4, 1, 1e-4], isSeen: true,
      tolerance: (outputs: 5e-5, gradients: 2e-3)),
    Case(
      "a sheet seen from its side", [0, 0.1, 2], scales: [1e-6, 1, 1], rotation: [1, 0, 0, 0], isSeen: true),
    Case("tiny", [0.1, 0, 2], scales: [1e-6, 1e-6, 1e-6], isSeen: true),
    Case("of no size", [0.1, 0, 2], scales: [0, 0, 0], isSeen: true),
    Case("of opacity 0", [0, 0, 2], opacity: 0, isSeen: false),
    Case("of opacity just too low", [0, 0, 2], opacity: 0.0039, isSeen: false),
    Case("of opacity just high enough", [0, 0, 2], opacity: 0.00395, isSeen: true),
    Case("of opacity 1", [0, 0, 2], opacity: 1, isSeen: true),
    Case("on the left edge", [-1, 0.1, 2], isSeen: true),
    Case("on a corner", [1, 0.75, 2], isSeen: true),
    Case("beyond the edge, reaching in", [-1.3, 0, 2], scales: [0.3, 0.3, 0.3], isSeen: true),
    Case("far outside the image", [40, 0, 2], isSeen: false),
    Case("far outside the field of view, reaching in", [6, 0, 2], scales: [3, 3, 3], isSeen: true),
    Case("with a long quaternion", [0, 0, 2], rotation: [40, -30, 80, 20], isSeen: true),
    Case("with a zero quaternion", [0, 0, 2], rotation: [0, 0, 0, 0], isSeen: true),
  ]

  private static func scene(_ unusual: Case) -> Scene {
    var gaussians = Gaussians(
      means: [-0.2, 0.1, 1.5] + unusual.means + [0.3, -0.1, 2.5],
      scales: [0.3, 0.2, 0.1] + unusual.scales + [0.4, 0.5, 0.6], opacities: [0.5, unusual.opacity, 0.8],
      colors: [0.2, 0.5, 0.9, 0.7, 0.4, 0.3, 0.6, 0.8, 0.1])
    gaussians.rotations = Tensor([1, 0.2, 0.1, 0] + unusual.rotation + [0.3, 0.9, 0, 0.4], shape: [3, 4])
    return Scene(gaussians: gaussians, camera: .ahead(width: 40, height: 30, focalLength: 40), usesPose: true)
  }

  @Test(arguments: TestedRasterizer.allCases, cases)
  func unusualGaussians(_ tested: TestedRasterizer, _ unusual: Case) throws {
    let scene = Self.scene(unusual)
    let truth = try Outcome(ReferenceRasterizer(), scene, .float64)
    let outcome = try Outcome(tested.make(), scene)
    outcome.expect(near: truth, outputs: unusual.tolerance.outputs, gradients: unusual.tolerance.gradients)
    #expect((outcome.radii[1].item() > 0) == unusual.isSeen)
    #expect(outcome.radii[0].item() > 0 && outcome.radii[2].item() > 0)
  }

  @Test(arguments: TestedRasterizer.allCases, [(1, 1), (16, 16), (17, 1), (1, 33)])
  func imageSizes(_ tested: TestedRasterizer, _ size: (Int, Int)) throws {
    let scene = SceneShape(60, size.0, size.1, degree: 1).scene(seed: 3)
    let truth = try Outcome(ReferenceRasterizer(), scene, .float64)
    #expect(truth.outputs["alpha"]!.max().item() > 0)
    // Measured: 6.0e-7 and 4.1e-6.
    try Outcome(tested.make(), scene).expect(near: truth, outputs: 5e-6, gradients: 2e-5)
  }

  @Test(arguments: TestedRasterizer.allCases, [nil, 2])
  func noGaussians(_ tested: TestedRasterizer, _ extra: Int?) throws {
    let scene = SceneShape(0, 20, 10, degree: 2, extra: extra, pose: true).scene(seed: 1)
    let outcome = try Outcome(tested.make(), scene)
    #expect(outcome.radii.shape == [0])
    #expect(outcome.outputs["color"]?.shape == [10, 20, 3])
    #expect(outcome.outputs["extra"]?.shape == extra.map { [10, 20, $0] })
    for (name, value) in outcome.outputs { #expect(value.abs().max().item() == 0, "\(name)") }
    #expect(outcome.gradients["pose"]?.equals(Tensor.zeros([4, 4], .float64)) == true)
    #expect(outcome.gradients["harmonics"]?.shape == [0, 9, 3])
  }

  @Test(arguments: TestedRasterizer.allCases)
  func nothingInSight(_ tested: TestedRasterizer) throws {
    let gaussians = Gaussians(
      means: [0, 0, -1, 0, 0, -2], scales: [1, 1, 1, 1, 1, 1], opacities: [0.5, 0.5])
    let scene = Scene(
      gaussians: gaussians, camera: .ahead(width: 20, height: 10, focalLength: 9), usesPose: true)
    let outcome = try Outcome(tested.make(), scene)
    for (name, value) in outcome.outputs.merging(outcome.gradients, uniquingKeysWith: { a, _ in a }) {
      #expect(value.abs().max().item() == 0, "\(name)")
    }
    #expect(outcome.gradients["means"]?.shape == [2, 3])
  }

  static let inputs: [(name: String, error: RasterizerError.Input)] = [
    ("means", .means), ("rotations", .quaternions), ("scales", .scales), ("opacities", .opacities),
    ("harmonics", .coefficients), ("extra", .features),
  ]

  @Test(arguments: TestedRasterizer.allCases, inputs)
  func refusesWhatIsNotFinite(
    _ tested: TestedRasterizer, _ input: (name: String, error: RasterizerError.Input)
  ) throws {
    for poison in [Float.nan, .infinity, -.infinity] {
      let scene = SceneShape(40, 20, 10, degree: 1, extra: 2).scene(seed: 1)
      // The name is one of those that tensors are listed by.
      let tensor = scene.gaussians.tensors.first { $0.name == input.name }!.tensor
      let row = tensor.count / 40
      tensor.withMutableElements(of: Float.self) { $0[23 * row + row - 1] = poison }
      #expect(throws: RasterizerError.notFinite(input.error, index: 23)) {
        try tested.make().render(scene.gaussians, camera: scene.camera)
      }
    }
  }

  @Test(arguments: TestedRasterizer.allCases)
  func refusesWrongTensors(_ tested: TestedRasterizer) throws {
    let scene = SceneShape(4, 20, 10, degree: 1, extra: 2).scene(seed: 1)
    func refuses(_ name: String, pose: Tensor? = nil, _ change: (inout Gaussians) -> Void) {
      var gaussians = scene.gaussians
      change(&gaussians)
      #expect {
        try tested.make().render(gaussians, camera: scene.camera, pose: pose, nearPlane: 0.01)
      } throws: { error in
        guard case RasterizerError.wrongTensor(let found, _, _) = error else { return false }
        return found == name
      }
    }
    refuses("means") { $0.means = .zeros([4, 2]) }
    refuses("rotations") { $0.rotations = .zeros([3, 4]) }
    refuses("scales") { $0.scales = .zeros([4]) }
    refuses("opacities") { $0.opacities = .zeros([4, 1]) }
    refuses("harmonics") { $0.harmonics = .zeros([4, 4]) }
    refuses("extra") { $0.extra = .zeros([5, 2]) }
    refuses("scales") { $0.scales = .zeros([4, 3], .float64) }
    refuses("means") { $0 = $0.map { $0.to(.int32) } }
    refuses("pose", pose: .zeros([3, 4])) { _ in }
    #expect(throws: RasterizerError.wrongCount("harmonics of degree 2", count: 4, expected: 9)) {
      var gaussians = scene.gaussians
      gaussians.degree = 2
      _ = try tested.make().render(gaussians, camera: scene.camera)
    }
  }

  @Test(arguments: TestedRasterizer.allCases)
  func refusesUnusableCameras(_ tested: TestedRasterizer) {
    let scene = SceneShape(4, 20, 10, degree: 0).scene(seed: 1)
    func refuses(pose: Tensor? = nil, nearPlane: Double = 0.01, _ change: (inout Camera) -> Void) {
      var camera = scene.camera
      change(&camera)
      #expect(throws: RasterizerError.badCamera) {
        try tested.make().render(scene.gaussians, camera: camera, pose: pose, nearPlane: nearPlane)
      }
    }
    refuses { $0.width = 0 }
    refuses { $0.focalLength.y = 0 }
    refuses { $0.principalPoint.x = .nan }
    refuses { $0.worldToCamera.translation.z = .infinity }
    refuses(nearPlane: 0) { _ in }
    refuses(pose: .full([4, 4], .nan)) { _ in }
  }

  @Test func processorsRasterizerRefusesDoublePrecision() {
    let scene = SceneShape(4, 20, 10, degree: 0).scene(seed: 1)
    #expect(
      throws: RasterizerError.wrongTensor("means", found: "float64 on cpu", expected: "float32 on cpu")
    ) { try CPURasterizer().render(scene.gaussians.map { $0.to(.float64) }, camera: scene.camera) }
  }
}
