import Foundation

extension PLYTable {
  /// Reads a PLY file: ascii, or binary of either byte order.
  ///
  /// - Throws: ``FileError``.
  public init(contentsOf url: URL) throws {
    try self.init(decoding: InputFile.read(url, mapped: true), name: url.relativePath)
  }

  /// Reads the bytes of a PLY file; `name` is what errors call it.
  ///
  /// - Throws: ``FileError``.
  public init(decoding data: Data, name: String) throws {
    let header = try PLYHeader(decoding: data, name: name)
    let elements = try data.withUnsafeBytes { bytes in
      let body = UnsafeRawBufferPointer(rebasing: bytes[header.length...])
      if header.format == .ascii {
        var reader = PLYTextReader(bytes: body, name: name)
        return try header.elements.map { try reader.read($0) }
      }
      var reader = PLYBinaryReader(bytes: body, isBigEndian: header.format == .bigEndian, name: name)
      return try header.elements.map { try reader.read($0) }
    }
    self.init(comments: header.comments, elements: elements, name: name)
  }
}
