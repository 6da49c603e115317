import Tensors

/// What renderings said about each Gaussian since density last changed.
struct ScreenStatistics {
  /// Sums of the lengths of the gradients by position on screen, normalised device coordinates `[N]`.
  private(set) var gradientSums: Tensor
  /// How often each Gaussian was seen `[N]`.
  private(set) var sightings: Tensor
  /// The furthest that each Gaussian reached on screen, pixels `[N]`.
  private(set) var largestRadii: Tensor

  init(count: Int, device: Device) {
    gradientSums = .zeros([count], device: device)
    sightings = .zeros([count], device: device)
    largestRadii = .zeros([count], device: device)
  }

  /// Takes note of one rendering.
  ///
  /// A gradient by pixels is one by normalised device coordinates after multiplication with half the image's
  /// size.
  mutating func add(gradients: Tensor, radii: Tensor, camera: Camera, batchSize: Int) {
    let factors = [camera.width, camera.height].map { Float($0 * batchSize) / 2 }
    let lengths = (gradients * Tensor(factors).to(gradients.device)).norm([-1])
    let seen = radii .> 0
    gradientSums += seen.choose(lengths, else: lengths.zerosLike())
    sightings += seen.to(.float32)
    largestRadii = largestRadii.maximum(radii)
  }

  /// The mean length of the gradient over the renderings that a Gaussian was seen in `[N]`.
  var meanGradients: Tensor { gradientSums / sightings.clamped(min: 1) }

  /// For checkpoints.
  func state() -> [String: Tensor] {
    ["gradientSums": gradientSums, "sightings": sightings, "largestRadii": largestRadii]
  }

  /// Takes over what ``state()`` gave of `count` Gaussians.
  /// - Throws: `TensorError` naming the first tensor that is missing, or not `count` single-precision numbers.
  init(_ state: [String: Tensor], count: Int) throws {
    func find(_ name: String) throws -> Tensor {
      guard let found = state[name] else {
        throw TensorError(operation: "load", reason: "density control's state has no \(name)")
      }
      guard found.shape == [count], found.dtype == .float32 else {
        throw TensorError(
          operation: "load",
          reason: "density control's \(name) are \(found.dtype)\(found.shape), not float32[\(count)]")
      }
      return found.copied()
    }
    gradientSums = try find("gradientSums")
    sightings = try find("sightings")
    largestRadii = try find("largestRadii")
  }
}
