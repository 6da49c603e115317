import Splatting
import Tensors
import Testing

/// Gaussians in single precision and the camera that looks at them.
struct Scene {
  var gaussians: Gaussians
  var camera: Camera
  /// Whether the pose goes in as a tensor of its own.
  var usesPose = false
}

/// The sizes of a random scene.
struct SceneShape: Sendable, CustomTestStringConvertible {
  var count: Int
  var width: Int
  var height: Int
  /// What is evaluated, and what the harmonics hold.
  var degree: Int
  var heldDegree: Int
  var extraChannels: Int?
  var usesPose: Bool

  init(
    _ count: Int, _ width: Int, _ height: Int, degree: Int, held: Int? = nil, extra: Int? = nil,
    pose: Bool = false
  ) {
    (self.count, self.width, self.height, self.degree) = (count, width, height, degree)
    (heldDegree, extraChannels, usesPose) = (held ?? degree, extra, pose)
  }

  var testDescription: String {
    "\(count) at \(width)x\(height), degree \(degree) of \(heldDegree), extra \(extraChannels ?? 0)"
      + (usesPose ? ", pose" : "")
  }

  /// Gaussians around the origin, some beyond the borders of the image of a camera 4 m away.
  func scene(seed: UInt64) -> Scene {
    let generator = RandomGenerator(seed: seed)
    let scales = Tensor.randomUniform([count, 3], in: -4 ..< -1.2, generator: generator).exp()
    let gaussians = Gaussians(
      means: .randomUniform([count, 3], in: -1.6..<1.6, generator: generator),
      rotations: .randomNormal([count, 4], generator: generator),
      scales: scales,
      opacities: .randomUniform([count], in: 0.02..<0.95, generator: generator),
      harmonics: .randomNormal(
        [count, SphericalHarmonics.count(degree: heldDegree), 3], generator: generator)
        * 0.3,
      degree: degree,
      extra: extraChannels.map { .randomNormal([count, $0], generator: generator) })
    let camera = Camera(
      lookingAt: [0.1, -0.2, 0.1], from: [2.5, -2.6, 1.7], width: width, height: height,
      focalLength: 1.1 * Double(max(width, height)))
    return Scene(gaussians: gaussians, camera: camera, usesPose: usesPose)
  }
}

extension Gaussians {
  /// Gaussians of colour 0.5 and no extra channels from plain numbers, turned by nothing.
  init(means: [Float], scales: [Float], opacities: [Float], colors: [Float]? = nil, degree: Int = 0) {
    let count = opacities.count
    let rotations =
      Tensor([Float](repeating: 0, count: 4 * count), shape: [count, 4]) + Tensor([Float(1), 0, 0, 0])
    let colors = Tensor(colors ?? [Float](repeating: 0.5, count: 3 * count), shape: [count, 1, 3])
    self.init(
      means: Tensor(means, shape: [count, 3]), rotations: rotations,
      scales: Tensor(scales, shape: [count, 3]),
      opacities: Tensor(opacities), harmonics: (colors - 0.5) / SphericalHarmonics.Factor.degree0,
      degree: degree)
  }

  /// The same with every tensor passed through `change`.
  func map(_ change: (Tensor) -> Tensor) -> Gaussians {
    Gaussians(
      means: change(means), rotations: change(rotations), scales: change(scales),
      opacities: change(opacities),
      harmonics: change(harmonics), degree: degree, extra: extra.map(change))
  }

  /// The tensors by name.
  var tensors: [(name: String, tensor: Tensor)] {
    [
      ("means", means), ("rotations", rotations), ("scales", scales), ("opacities", opacities),
      ("harmonics", harmonics),
    ] + (extra.map { [("extra", $0)] } ?? [])
  }
}

extension Camera {
  /// A camera at the origin that looks along +z, its axis through the middle of the image.
  static func ahead(width: Int, height: Int, focalLength: Double) -> Camera {
    Camera(
      width: width, height: height, focalLength: [focalLength, focalLength],
      principalPoint: [Double(width) / 2, Double(height) / 2], worldToCamera: .identity)
  }
}
