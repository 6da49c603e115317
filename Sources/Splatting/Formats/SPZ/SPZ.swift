import Files
import Foundation

/// Gaussians in Niantic's SPZ: gzip over fixed-point numbers, about a tenth of the PLY's size.
///
/// The layout is that of the format's own description (github.com/nianticlabs/spz): a header of 16 bytes, then,
/// each for all Gaussians, positions in 24 bits, opacities, colours and logarithmic scales in 8, rotations, and
/// harmonics in 8. Versions 2 and 3 differ in the rotations. Axes are right, up, back; those of this program, as
/// of PLY files, are right, down, forward, so that y and z change sign.
public enum SPZ {
  /// What the first 16 bytes tell.
  struct Header {
    static let size = 16
    static let magic: UInt32 = 0x5053_474E
    static let currentVersion: UInt32 = 3

    var version = currentVersion
    var count: Int
    var degree: Int
    /// Bits of a position after the point.
    var fractionalBits: Int
    var hasExtensions = false

    /// Harmonics above degree 0 of one colour.
    var coefficients: Int { SphericalHarmonics.count(degree: degree) - 1 }
    var rotationSize: Int { version == 2 ? 3 : 4 }
  }

  /// More are refused: the format's own reader takes no more either.
  static let maximumCount = 10_000_000
  /// Colours in a byte reach this far from grey: 0.5 / 0.15.
  static let colorScale: Float = 0.15
  /// What becomes of each harmonic above degree 0 where y and z change sign.
  static let signs: [Float] = [-1, -1, 1, -1, 1, 1, -1, 1, -1, 1, -1, -1, 1, -1, 1]

  /// Whether a file that begins so may be SPZ: gzip, or the bare beginning of the newer version 4.
  static func isBeginning(_ bytes: Data) -> Bool {
    bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: Data("NGSP".utf8))
  }

  /// Reads a file of version 2 or 3 with harmonics of degree 0...3.
  ///
  /// - Throws: `FileError` where it is of another version, cut short or damaged, or tells of more than ten million
  ///   Gaussians.
  public static func read(_ url: URL) throws -> GaussianModel {
    let data = try InputFile.read(url, mapped: true)
    guard !data.starts(with: Data("NGSP".utf8)) else { throw unknown(version: 4, url) }
    return try SPZReader(data, url: url).model()
  }

  static func unknown(version: UInt32, _ url: URL) -> FileError {
    FileError(
      url, "is SPZ of version \(version); versions 2 and 3 are read", remedy: "convert it to one of them")
  }

  /// Writes a file of version 3, atomically and in pieces.
  ///
  /// Positions are kept to half of 2 to the power of `-b` metres, b as large as the farthest of them allows and at most
  /// 20; opacities to 1/510, harmonics of degree 0 to 0.013, scales to 3 %, rotations to 0.2°; harmonics of
  /// degree 1 to 1/32 and above to 1/16, cut off at ±1, as the format's own writer has them.
  /// - Throws: `FileError` where the file cannot be written, or a value does not fit.
  public static func write(_ model: GaussianModel, to url: URL) throws {
    try model.check(url)
    guard model.count <= maximumCount else {
      throw FileError(url, "would hold \(model.count) Gaussians; SPZ readers take \(maximumCount)")
    }
    try AtomicFile.write(to: url) { file in
      let writer = try SPZWriter(model, url: url)
      try writer.write(to: file)
    }
  }
}
