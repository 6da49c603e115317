import Files
import Foundation
import Tensors

/// Gaussians in the compressed PLY layout of PlayCanvas' SuperSplat, which is read only.
///
/// A `chunk` of 256 Gaussians has the bounds of their positions, logarithmic scales and, in later files,
/// colours; a `vertex` has them inside those bounds: `packed_position` and `packed_scale` in 11, 10 and 11 bits,
/// `packed_color` in four bytes with the opacity last, and `packed_rotation`, the place of the largest of w, x, y, z
/// in two bits and the others in ten each. Harmonics above degree 0 are bytes `f_rest_*` of an element `sh`.
enum CompressedGaussianPLY {
  private static let chunkSize = 256

  static func isLayout(of table: PLYTable) -> Bool {
    table.elements.contains { $0.name == "chunk" }
      && table.elements.contains { $0.name == "vertex" && $0.has("packed_position") }
  }

  static func model(_ table: PLYTable, _ url: URL) throws -> GaussianModel {
    let vertices = try table.element("vertex")
    let count = vertices.count
    let chunks = try Chunks(table.element("chunk"))
    guard chunks.count >= (count + chunkSize - 1) / chunkSize else {
      throw FileError(url, "has \(chunks.count) chunks, too few for its \(count) Gaussians")
    }
    func packed(_ name: String) throws -> [UInt32] {
      guard let values = try vertices.column(name).integers() else {
        throw FileError(url, "its '\(name)' holds no whole numbers")
      }
      return values.map { UInt32(truncatingIfNeeded: $0) }
    }
    let positions = try packed("packed_position")
    let scales = try packed("packed_scale")
    let colors = try packed("packed_color")
    let model = GaussianModel(
      means: rows(positions) { chunks.positions.value(at: $0 / chunkSize, threePart($1)) },
      rotations: quaternions(try packed("packed_rotation")),
      logScales: rows(scales) { chunks.scales.value(at: $0 / chunkSize, threePart($1)) },
      opacityLogits: Tensor(colors.map { QuantizedOpacity.logit(UInt8($0 & 255)) }),
      baseHarmonics: rows(colors) { row, color in
        let inside = SIMD3(Float(color >> 24), Float(color >> 16 & 255), Float(color >> 8 & 255)) / 255
        return (chunks.colors.value(at: row / chunkSize, inside) - 0.5)
          / Float(SphericalHarmonics.Factor.degree0)
      }.reshaped([count, 1, 3]),
      higherHarmonics: try higherHarmonics(table, count, url))
    try model.check(url)
    return model
  }

  private static func rows(_ words: [UInt32], _ value: (Int, UInt32) -> SIMD3<Float>) -> Tensor {
    let tensor = Tensor.empty([words.count, 3])
    tensor.withMutableElements(of: Float.self) { memory in
      for (row, word) in words.enumerated() {
        let vector = value(row, word)
        for axis in 0..<3 { memory[3 * row + axis] = vector[axis] }
      }
    }
    return tensor
  }

  /// Numbers in 0...1 of 11, 10 and 11 bits.
  private static func threePart(_ word: UInt32) -> SIMD3<Float> {
    SIMD3(Float(word >> 21), Float(word >> 11 & 1023), Float(word & 2047)) / SIMD3(2047, 1023, 2047)
  }

  private static func quaternions(_ words: [UInt32]) -> Tensor {
    let tensor = Tensor.empty([words.count, 4])
    tensor.withMutableElements(of: Float.self) { memory in
      for (row, word) in words.enumerated() {
        let shifts: SIMD3<UInt32> = [20, 10, 0]
        let others =
          (SIMD3<Float>((SIMD3(repeating: word) &>> shifts) & 1023) / 1023 - 0.5) * Float(2).squareRoot()
        let largest = Int(word >> 30)
        var next = 0
        for place in 0..<4 where place != largest {
          memory[4 * row + place] = others[next]
          next += 1
        }
        memory[4 * row + largest] = max(0, 1 - (others * others).sum()).squareRoot()
      }
    }
    return tensor
  }

  private static func higherHarmonics(_ table: PLYTable, _ count: Int, _ url: URL) throws -> Tensor {
    guard let element = table.elements.first(where: { $0.name == "sh" }) else {
      return .zeros([count, 0, 3])
    }
    let coefficients = element.properties.count / 3
    guard element.count == count, [3, 8, 15].contains(coefficients), element.properties.count % 3 == 0 else {
      throw FileError(url, "its harmonics do not fit its \(count) Gaussians, or a degree of 1...3")
    }
    let tensor = Tensor.empty([count, coefficients, 3])
    for channel in 0..<3 {
      for coefficient in 0..<coefficients {
        let column = try element.floats("f_rest_\(channel * coefficients + coefficient)")
        tensor.withMutableElements(of: Float.self) { memory in
          for row in 0..<count {
            memory[(row * coefficients + coefficient) * 3 + channel] = harmonic(column[row])
          }
        }
      }
    }
    return tensor
  }

  /// -4...4 in 256 steps, of which each stands for its middle but the first and last.
  private static func harmonic(_ byte: Float) -> Float {
    let inside: Float = byte <= 0 ? 0 : byte >= 255 ? 1 : (byte + 0.5) / 256
    return (inside - 0.5) * 8
  }

  /// The bounds of each chunk.
  private struct Chunks {
    struct Bounds {
      var low: [SIMD3<Float>]
      var high: [SIMD3<Float>]

      func value(at chunk: Int, _ inside: SIMD3<Float>) -> SIMD3<Float> {
        low[chunk] + (high[chunk] - low[chunk]) * inside
      }
    }

    let count: Int
    let positions: Bounds
    let scales: Bounds
    let colors: Bounds

    init(_ element: PLYElement) throws {
      func vectors(_ names: [String]) throws -> [SIMD3<Float>] {
        let columns = try names.map { try element.floats($0) }
        return (0..<element.count).map { [columns[0][$0], columns[1][$0], columns[2][$0]] }
      }
      func bounds(_ names: [String]) throws -> Bounds {
        Bounds(low: try vectors(names.map { "min_\($0)" }), high: try vectors(names.map { "max_\($0)" }))
      }
      count = element.count
      positions = try bounds(["x", "y", "z"])
      scales = try bounds(["scale_x", "scale_y", "scale_z"])
      // Early files have colours in 0...1.
      colors =
        element.has("min_r")
        ? try bounds(["r", "g", "b"])
        : Bounds(low: .init(repeating: .zero, count: count), high: .init(repeating: .one, count: count))
    }
  }
}
