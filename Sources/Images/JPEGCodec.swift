import CTurboJPEG
import Files
import Foundation

/// JPEG files in memory.
enum JPEGCodec {
  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

  private struct Header {
    var size: ImageSize
    var channels: Int
    var format: TJPF
  }

  static func size(of data: Data, name: String) throws -> ImageSize {
    let decoder = try handle(tjInitDecompress())
    defer { tjDestroy(decoder) }
    return try header(of: data, decoder, name: name).size
  }

  /// Decodes to grey or red-green-blue.
  static func decode(_ data: Data, name: String) throws -> PixelGrid<UInt8> {
    let decoder = try handle(tjInitDecompress())
    defer { tjDestroy(decoder) }
    let header = try header(of: data, decoder, name: name)
    let (width, height) = (header.size.width, header.size.height)
    var grid = PixelGrid<UInt8>(width: width, height: height, channels: header.channels, repeating: 0)
    let status = data.withUnsafeBytes { bytes in
      grid.values.withUnsafeMutableBufferPointer { pixels in
        tjDecompress2(
          decoder, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(bytes.count),
          pixels.baseAddress, Int32(width), Int32(width * header.channels), Int32(height),
          Int32(header.format.rawValue), TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
      }
    }
    if status != 0 && !isHarmless(decoder) { throw failure(decoder, "cannot be read as JPEG", name) }
    return grid
  }

  /// Encodes grey or red-green-blue without subsampling its colours; `quality` in 1...100.
  static func encode(_ grid: PixelGrid<UInt8>, quality: Int, name: String) throws -> Data {
    let encoder = try handle(tjInitCompress())
    defer { tjDestroy(encoder) }
    let isGrey = grid.channels == 1
    var bytes: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    defer { tjFree(bytes) }
    let status = grid.values.withUnsafeBufferPointer { pixels in
      tjCompress2(
        encoder, pixels.baseAddress, Int32(grid.width), Int32(grid.width * grid.channels),
        Int32(grid.height), Int32((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue), &bytes, &size,
        Int32((isGrey ? TJSAMP_GRAY : TJSAMP_444).rawValue), Int32(quality), TJFLAG_ACCURATEDCT)
    }
    guard status == 0, let bytes else { throw failure(encoder, "cannot be written as JPEG", name) }
    return Data(bytes: bytes, count: Int(size))
  }

  private static func header(of data: Data, _ decoder: tjhandle, name: String) throws -> Header {
    var (width, height, subsampling, colorSpace): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    let status = data.withUnsafeBytes { bytes in
      tjDecompressHeader3(
        decoder, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(bytes.count), &width, &height,
        &subsampling, &colorSpace)
    }
    if status != 0 && !isHarmless(decoder) { throw failure(decoder, "cannot be read as JPEG", name) }
    let size = ImageSize(width: Int(width), height: Int(height))
    try size.check(name: name)
    switch UInt32(bitPattern: colorSpace) {
    case UInt32(TJCS_GRAY.rawValue): return Header(size: size, channels: 1, format: TJPF_GRAY)
    case UInt32(TJCS_CMYK.rawValue), UInt32(TJCS_YCCK.rawValue):
      throw FileError(name, "is a JPEG in printing colours (CMYK)", remedy: "convert it to RGB")
    default: return Header(size: size, channels: 3, format: TJPF_RGB)
    }
  }

  /// Whether all of the picture was decoded nevertheless: some cameras put bytes between the parts of a file.
  private static func isHarmless(_ codec: tjhandle) -> Bool {
    tjGetErrorCode(codec) == Int32(TJERR_WARNING.rawValue)
      && String(cString: tjGetErrorStr2(codec)).contains("extraneous bytes")
  }

  private static func failure(_ codec: tjhandle, _ problem: String, _ name: String) -> FileError {
    FileError(name, "\(problem): \(String(cString: tjGetErrorStr2(codec)))")
  }

  private static func handle(_ handle: tjhandle?) throws -> tjhandle {
    guard let handle else { throw FileError("libjpeg-turbo", "cannot start: out of memory") }
    return handle
  }
}
