import Tensors

/// The work of ``FusedPhotometry``: strips and bands of contiguous images on the CPU.
struct PhotometryPass {
  let image: Tensor
  let alpha: Tensor?
  let background: SIMD3<Float>
  let target: Tensor
  let validity: Tensor?
  let similarityWeight: Double

  private var height: Int { image.size(0) }
  private var width: Int { image.size(1) }
  private var channels: Int { image.size(2) }

  /// Rows of a band: what neighbours compute twice is a tenth.
  private static let bandHeight = 128
  /// The most pixels of a strip's row: a thread's memory stays in the second-level cache.
  private static let stripWidth = 224

  /// The loss; writes its gradients by the image, and by alpha if there is one, where `gradients` are given.
  func run(gradients: [Tensor], threads: Int) -> Double {
    let floats = [image] + [alpha, validity].compactMap { $0 } + gradients
    return floats.withMutableFloats { memory in
      var rest = memory.compactMap(\.baseAddress)[...]
      // After an error inside an error scope there is nothing to read.
      guard rest.count == floats.count else { return .nan }
      let color = rest.removeFirst()
      let alpha = self.alpha == nil ? nil : rest.removeFirst()
      let validity = self.validity == nil ? nil : rest.removeFirst()
      let gradient = rest.first.map { PhotometryGradient(color: $0, alpha: rest.dropFirst().first) }
      return withTarget { target in
        let images = PhotometryImages(
          height: height, width: width, channels: channels, color: color, alpha: alpha,
          background: background,
          target: target, validity: validity)
        return run(images, gradient, ParallelLoop(threads: threads))
      }
    }
  }

  private func withTarget(_ body: (PhotometryImages.Target) -> Double) -> Double {
    target.dtype == .uint8
      ? target.withElements(of: UInt8.self) { $0.baseAddress.map { body(.bytes($0)) } ?? .nan }
      : target.withElements(of: Float.self) { $0.baseAddress.map { body(.numbers($0)) } ?? .nan }
  }

  private func run(_ images: PhotometryImages, _ gradient: PhotometryGradient?, _ loop: ParallelLoop)
    -> Double
  {
    let strips = (width + Self.stripWidth - 1) / Self.stripWidth
    let stripWidth = ((width + strips - 1) / strips + 15) / 16 * 16
    let bands = (height + Self.bandHeight - 1) / Self.bandHeight
    let count = Double(height * width * channels)
    let weights = (
      Lanes(Float((1 - similarityWeight) / count)), Lanes(Float(-similarityWeight / count))
    )
    let filter = WindowFilter()
    let memories = (0..<min(loop.threads, strips * bands)).map { _ in
      PhotometryMemory(width: stripWidth, channels: channels)
    }
    let sums = WorkBuffer<SIMD2<Double>>(capacity: strips * bands)
    loop(strips * bands) { worker, piece in
      let (band, strip) = piece.quotientAndRemainder(dividingBy: strips)
      sums.pointer[piece] = PhotometryStrip(
        images: images, columns: strip * stripWidth..<min(width, (strip + 1) * stripWidth),
        rows: band * Self.bandHeight..<min(height, (band + 1) * Self.bandHeight), memory: memories[worker],
        filter: filter, gradient: gradient, weights: weights
      ).run()
    }
    let sum = (0..<strips * bands).reduce(SIMD2<Double>()) { $0 + sums.pointer[$1] } / count
    return (1 - similarityWeight) * sum[0] + similarityWeight * (1 - sum[1])
  }
}
