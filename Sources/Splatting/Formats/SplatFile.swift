import Files
import Foundation
import Tensors

/// Gaussians in the `.splat` layout of antimatter15's WebGL viewer, which is read only.
///
/// 32 bytes a Gaussian and nothing else: position and scale in single precision, red, green, blue and opacity in a
/// byte each, the rotation w, x, y, z in bytes around 128. There are no harmonics above degree 0.
enum SplatFile {
  private static let rowSize = 32

  /// - Throws: `FileError` where the size is no whole number of Gaussians, or a value cannot be used.
  static func read(_ url: URL) throws -> GaussianModel {
    let data = try InputFile.read(url, mapped: true)
    guard data.count.isMultiple(of: rowSize) else {
      throw FileError(url, "is cut short or no .splat file: its \(data.count) bytes are no multiple of 32")
    }
    let model = data.withUnsafeBytes { Self.model(of: $0, count: data.count / rowSize) }
    try model.check(url)
    return model
  }

  private static func model(of bytes: UnsafeRawBufferPointer, count: Int) -> GaussianModel {
    func table(_ width: Int, _ value: (_ row: Int, _ column: Int) -> Float) -> Tensor {
      let tensor = Tensor.empty([count, width])
      tensor.withMutableElements(of: Float.self) { memory in
        for row in 0..<count {
          for column in 0..<width { memory[row * width + column] = value(row * rowSize, column) }
        }
      }
      return tensor
    }
    func float(_ start: Int, _ column: Int) -> Float {
      bytes.loadUnaligned(fromByteOffset: start + 4 * column, as: Float.self)
    }
    let factor = Float(SphericalHarmonics.Factor.degree0)
    return GaussianModel(
      means: table(3) { float($0, $1) }, rotations: table(4) { (Float(bytes[$0 + 28 + $1]) - 128) / 128 },
      // A scale of zero is what some writers make of a flat Gaussian.
      logScales: table(3) { log(max(float($0 + 12, $1), 1e-12)) },
      opacityLogits: table(1) { start, _ in QuantizedOpacity.logit(bytes[start + 27]) }.reshaped([count]),
      baseHarmonics: table(3) { (Float(bytes[$0 + 24 + $1]) / 255 - 0.5) / factor }.reshaped([count, 1, 3]),
      higherHarmonics: .zeros([count, 0, 3]))
  }
}
