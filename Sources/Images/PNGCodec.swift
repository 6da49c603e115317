import CImageCodecs
import Files
import Foundation

/// PNG files in memory.
enum PNGCodec {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Values as they were decoded: 8 or 16 bits each.
  enum Pixels {
    case eight(PixelGrid<UInt8>)
    case sixteen(PixelGrid<UInt16>)
  }

  static func size(of data: Data, name: String) throws -> ImageSize {
    let layout = try layout(of: data, PNG_CODEC_RAW, name: name)
    return ImageSize(width: Int(layout.width), height: Int(layout.height))
  }

  /// Decodes with palettes resolved: grey, red-green-blue, or red-green-blue-alpha.
  static func decodeColors(_ data: Data, name: String) throws -> Pixels {
    try decode(data, PNG_CODEC_COLORS, name: name)
  }

  /// Decodes values and palette indices as they stand in the file.
  static func decodeRaw(_ data: Data, name: String) throws -> Pixels {
    try decode(data, PNG_CODEC_RAW, name: name)
  }

  static func encode(_ grid: PixelGrid<UInt8>, name: String) throws -> Data {
    try encode(grid.values, layout(grid, bits: 8), name: name)
  }

  static func encode(_ grid: PixelGrid<UInt16>, name: String) throws -> Data {
    try encode(grid.values, layout(grid, bits: 16), name: name)
  }

  private static func layout<Scalar>(_ grid: PixelGrid<Scalar>, bits: UInt32) -> png_codec_layout {
    png_codec_layout(
      width: UInt32(grid.width), height: UInt32(grid.height), channels: UInt32(grid.channels), bits: bits)
  }

  private static func layout(
    of data: Data, _ mode: png_codec_mode, name: String
  ) throws -> png_codec_layout {
    var layout = png_codec_layout()
    try withMessage("cannot be read as PNG", name: name) { message in
      data.withUnsafeBytes { bytes in
        png_codec_read_layout(
          bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, mode, &layout, message)
      }
    }
    try ImageSize(width: Int(layout.width), height: Int(layout.height)).check(name: name)
    return layout
  }

  private static func decode(_ data: Data, _ mode: png_codec_mode, name: String) throws -> Pixels {
    let layout = try layout(of: data, mode, name: name)
    return layout.bits == 16
      ? .sixteen(try decode(data, mode, layout, into: UInt16.self, name: name))
      : .eight(try decode(data, mode, layout, into: UInt8.self, name: name))
  }

  private static func decode<Value: FixedWidthInteger & Sendable>(
    _ data: Data, _ mode: png_codec_mode, _ layout: png_codec_layout, into value: Value.Type, name: String
  ) throws -> PixelGrid<Value> {
    var grid = PixelGrid<Value>(
      width: Int(layout.width), height: Int(layout.height), channels: Int(layout.channels), repeating: 0)
    try withMessage("cannot be read as PNG", name: name) { message in
      data.withUnsafeBytes { bytes in
        grid.values.withUnsafeMutableBytes { pixels in
          png_codec_read_pixels(
            bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, mode, pixels.baseAddress,
            message)
        }
      }
    }
    return grid
  }

  private static func encode<Value>(
    _ values: [Value], _ layout: png_codec_layout, name: String
  ) throws -> Data {
    var bytes: UnsafeMutablePointer<UInt8>?
    var size = 0
    try withMessage("cannot be written as PNG", name: name) { message in
      values.withUnsafeBytes { png_codec_write($0.baseAddress, layout, &bytes, &size, message) }
    }
    guard let bytes else { throw FileError(name, "cannot be written as PNG") }
    return Data(bytesNoCopy: bytes, count: size, deallocator: .free)
  }

  /// Runs a function of the codec, and throws what it says where it fails.
  private static func withMessage(
    _ problem: String, name: String, _ body: (UnsafeMutablePointer<CChar>) -> Int32
  ) throws {
    var text = ""
    let status = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PNG_CODEC_MESSAGE_SIZE)) {
      message in
      message.initialize(repeating: 0)
      // The allocation's capacity is not zero, so it has an address.
      let status = body(message.baseAddress!)
      text = String(cString: message.baseAddress!)
      return status
    }
    if status != 0 { throw FileError(name, "\(problem): \(text)") }
  }
}
