import Files
import Foundation

/// Reading and writing of pictures as PNG and JPEG files.
///
/// What a file is, its first bytes tell when it is read, and the extension of its name when it is written.
/// Colours are handed out as they are coded: no colour profile and no gamma is applied. An EXIF orientation is
/// not heeded, as cameras are solved for the pixels as they are stored.
public enum ImageFile {
  /// Bits of each value in a written PNG.
  public enum BitDepth: Int, Sendable {
    case eight = 8
    case sixteen = 16
  }

  /// Columns and rows, without decoding the pixels.
  ///
  /// - Throws: ``FileError``.
  public static func size(of url: URL) throws -> ImageSize {
    let (data, kind, name) = try open(url)
    switch kind {
    case .png: return try PNGCodec.size(of: data, name: name)
    case .jpeg: return try JPEGCodec.size(of: data, name: name)
    }
  }

  /// Reads a picture in 0...1: 1 channel where it is grey, 3 in colour, 4 with alpha.
  ///
  /// - Throws: ``FileError``.
  public static func read(_ url: URL) throws -> Image {
    let (data, kind, name) = try open(url)
    switch kind {
    case .jpeg: return Image(scaling: try JPEGCodec.decode(data, name: name))
    case .png:
      switch try PNGCodec.decodeColors(data, name: name) {
      case .eight(let grid): return Image(scaling: grid)
      case .sixteen(let grid): return Image(scaling: grid)
      }
    }
  }

  /// Reads labels: 8-bit grey values or palette indices as they stand in a PNG.
  ///
  /// A colour picture is taken too where its channels are equal; alpha is left out.
  ///
  /// - Throws: ``FileError``.
  public static func readLabels(_ url: URL) throws -> LabelImage {
    let (data, kind, name) = try open(url)
    guard kind == .png else {
      throw FileError(name, "is a JPEG, which does not keep labels", remedy: "use an 8-bit PNG")
    }
    guard case .eight(let grid) = try PNGCodec.decodeRaw(data, name: name) else {
      throw FileError(name, "has 16 bits a value; labels have 8", remedy: "use an 8-bit PNG")
    }
    guard let labels = grid.grey() else {
      throw FileError(name, "is in colour; labels have one channel", remedy: "use an 8-bit grey PNG")
    }
    return labels
  }

  /// Reads depth in metres from a 16-bit grey PNG of millimetres; 0 where unknown.
  ///
  /// - Throws: ``FileError``.
  public static func readDepth(_ url: URL) throws -> DepthImage {
    let (data, kind, name) = try open(url)
    guard kind == .png, case .sixteen(let grid) = try PNGCodec.decodeRaw(data, name: name), grid.channels == 1
    else { throw FileError(name, "is not a 16-bit grey PNG, as depth must be") }
    return DepthImage(
      width: grid.width, height: grid.height, channels: 1, values: grid.values.map { Float($0) / 1000 })
  }

  /// Writes a picture atomically, as PNG or JPEG by the extension of `url`.
  ///
  /// Values are clamped to 0...1; NaN becomes 0.
  ///
  /// - Parameters:
  ///   - bitDepth: Bits of each value; JPEG has 8 always.
  ///   - quality: Of a JPEG, 1...100.
  /// - Throws: ``FileError``, also for alpha in a JPEG, which cannot hold it.
  public static func write(
    _ image: Image, to url: URL, bitDepth: BitDepth = .eight, quality: Int = 95
  ) throws {
    let name = url.relativePath
    let data: Data
    switch (try Kind(extension: url), bitDepth) {
    case (.png, .eight): data = try PNGCodec.encode(image.quantized(UInt8.self), name: name)
    case (.png, .sixteen): data = try PNGCodec.encode(image.quantized(UInt16.self), name: name)
    case (.jpeg, _): data = try jpeg(image, quality: quality, name: name)
    }
    try AtomicFile.write(data, to: url)
  }

  /// The bytes of `image`, in grey or in colour, as a JPEG file; values are clamped to 0...1, NaN becomes 0.
  ///
  /// - Parameter quality: 1...100.
  /// - Throws: ``FileError``, also for alpha, which a JPEG cannot hold.
  public static func jpeg(_ image: Image, quality: Int = 95) throws -> Data {
    try jpeg(image, quality: quality, name: "a picture")
  }

  private static func jpeg(_ image: Image, quality: Int, name: String) throws -> Data {
    guard image.channels == 1 || image.channels == 3 else {
      throw FileError(name, "a JPEG cannot hold alpha", remedy: "write a PNG")
    }
    return try JPEGCodec.encode(image.quantized(UInt8.self), quality: quality, name: name)
  }

  /// Writes labels atomically, as an 8-bit grey PNG.
  ///
  /// - Throws: ``FileError``.
  public static func writeLabels(_ labels: LabelImage, to url: URL) throws {
    try requirePNG(url)
    try AtomicFile.write(PNGCodec.encode(labels, name: url.relativePath), to: url)
  }

  /// Writes depth atomically, as a 16-bit grey PNG of millimetres.
  ///
  /// Depths from 65.5355 m on, and those that are not finite or not positive, become 0: unknown.
  ///
  /// - Throws: ``FileError``.
  public static func writeDepth(_ depth: DepthImage, to url: URL) throws {
    try requirePNG(url)
    let millimetres = PixelGrid<UInt16>(
      width: depth.width, height: depth.height, channels: 1,
      values: depth.values.map { UInt16(exactly: ($0 * 1000).rounded()) ?? 0 })
    try AtomicFile.write(PNGCodec.encode(millimetres, name: url.relativePath), to: url)
  }

  private enum Kind {
    case png, jpeg

    init(extension url: URL) throws {
      switch url.pathExtension.lowercased() {
      case "png": self = .png
      case "jpg", "jpeg": self = .jpeg
      default: throw FileError(url, "cannot be written: its name ends in neither .png nor .jpg")
      }
    }
  }

  private static func requirePNG(_ url: URL) throws {
    guard try Kind(extension: url) == .png else {
      throw FileError(url, "cannot be written: JPEG changes values", remedy: "use a name that ends in .png")
    }
  }

  private static func open(_ url: URL) throws -> (data: Data, kind: Kind, name: String) {
    let data = try InputFile.read(url, mapped: true)
    let name = url.relativePath
    if data.isEmpty { throw FileError(name, "is empty") }
    if data.starts(with: PNGCodec.signature) { return (data, .png, name) }
    if data.starts(with: JPEGCodec.signature) { return (data, .jpeg, name) }
    throw FileError(name, "is neither a PNG nor a JPEG picture")
  }
}
