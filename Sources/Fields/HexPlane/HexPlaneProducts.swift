import Tensors

/// The products of the samples that points take from three planes and three lines, in one pass over the points each way.
///
/// It is what bilinear `sampled(at:)` of each and their product come to. Features lie next to one another, so that a
/// sample is a few vectors.
struct HexPlaneProducts {
  /// Features of a sample that are computed at once.
  typealias Lanes = SIMD8<Float>
  private static let pointsAtOnce = 512

  /// Samples along an axis, at least 2.
  let resolution: Int
  /// Features, a multiple of eight.
  let channels: Int

  /// Whether tensors like these can be taken: on the processor, of float32, with a whole number of vectors a sample.
  static func canTake(_ points: Tensor, channels: Int) -> Bool {
    points.device == .cpu && points.dtype == .float32 && channels % Lanes.scalarCount == 0
  }

  /// The products `[N, C]`; gradients flow to all three.
  ///
  /// - Parameters:
  ///   - places: -1...1 along x, y and z, `[N, 3]`.
  ///   - planes: xy, xz and yz with the first axis along the columns, `[3, R, R, C]`.
  ///   - lines: along x, y and z, `[3, R, C]`.
  func callAsFunction(_ places: Tensor, planes: Tensor, lines: Tensor) -> Tensor {
    CustomFunction.apply("hex-planes", inputs: [places, planes, lines]) {
      let inputs = [places, planes, lines].map { $0.detached().contiguous() }
      return ([forward(inputs)], { gradients in backward(gradients[0], inputs).map { Optional($0) } })
    }[0]
  }

  private func forward(_ inputs: [Tensor]) -> Tensor {
    let count = inputs[0].size(0)
    let output = Tensor.empty([count, channels])
    (inputs + [output]).withMutableFloats { memory in
      // Empty tensors have no addresses, and are never read.
      nonisolated(unsafe) let pointers = memory.map { $0.baseAddress }
      guard count > 0, let places = pointers[0], let output = pointers[3] else { return }
      nonisolated(unsafe) let (allPlaces, allOutput) = (places, output)
      let pieces = (count + Self.pointsAtOnce - 1) / Self.pointsAtOnce
      ParallelLoop(threads: LibTorch.threadCount)(pieces) { _, piece in
        guard let planes = pointers[1], let lines = pointers[2] else { return }
        for point in piece * Self.pointsAtOnce..<min(count, (piece + 1) * Self.pointsAtOnce) {
          let taps = HexPlaneTaps(allPlaces + point * 3, resolution: resolution, channels: channels)
          for channel in stride(from: 0, to: channels, by: Lanes.scalarCount) {
            let samples = taps.samples(planes + channel, lines + channel)
            let product =
              samples.values.0 * samples.values.1 * samples.values.2 * samples.values.3 * samples.values.4
              * samples.values.5
            Self.store(product, allOutput + point * channels + channel)
          }
        }
      }
    }
    return output
  }

  /// The gradients of places, planes and lines.
  private func backward(_ gradient: Tensor?, _ inputs: [Tensor]) -> [Tensor] {
    let gradients = inputs.map { $0.zerosLike() }
    let count = inputs[0].size(0)
    guard let gradient = gradient?.contiguous(), count > 0 else { return gradients }
    // Points share samples: each worker adds to planes and lines of its own, which are summed in order.
    let workers = min(LibTorch.threadCount, 8, (count + Self.pointsAtOnce - 1) / Self.pointsAtOnce)
    let sums = [gradients[1], gradients[2]]
    let parts: [[Tensor]] = (0..<workers).map { $0 == 0 ? sums : sums.map { $0.zerosLike() } }
    let tensors: [Tensor] = inputs + [gradient, gradients[0]] + parts.flatMap { $0 }
    tensors.withMutableFloats { memory in
      // None is empty: there are points, and planes have samples.
      nonisolated(unsafe) let pointers = memory.map { $0.baseAddress! }
      let share = (count + workers - 1) / workers
      ParallelLoop(threads: workers)(workers) { _, part in
        for point in part * share..<max(part * share, min(count, (part + 1) * share)) {
          let taps = HexPlaneTaps(pointers[0] + point * 3, resolution: resolution, channels: channels)
          var slopes = SIMD3<Float>.zero
          for channel in stride(from: 0, to: channels, by: Lanes.scalarCount) {
            slopes += taps.addGradients(
              Self.load(pointers[3] + point * channels + channel),
              (UnsafePointer(pointers[1] + channel), UnsafePointer(pointers[2] + channel)),
              to: (pointers[5 + part * 2] + channel, pointers[6 + part * 2] + channel))
          }
          for axis in 0..<3 { pointers[4][point * 3 + axis] = slopes[axis] * taps.slopes[axis] }
        }
      }
    }
    for part in parts.dropFirst() {
      for (sum, addend) in zip(sums, part) { sum.addInPlace(addend) }
    }
    return gradients
  }

  /// Eight features at `place`.
  @inline(__always) static func load(_ place: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(place).loadUnaligned(as: Lanes.self)
  }

  /// Writes eight features to `place`.
  @inline(__always) static func store(_ value: Lanes, _ place: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(place).storeBytes(of: value, as: Lanes.self)
  }
}
