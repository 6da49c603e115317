import Foundation

extension PLYTable {
  /// Writes a binary, little-endian PLY file atomically.
  ///
  /// - Throws: ``FileError``.
  public func write(to url: URL) throws {
    try AtomicFile.write(to: url) { file in
      try file.write(Data(header.utf8))
      for element in elements {
        try PLYRowWriter(element).write(to: file)
      }
    }
  }

  private var header: String {
    var lines = ["ply", "format binary_little_endian 1.0"]
    for comment in comments {
      lines += comment.split(whereSeparator: \.isNewline).map { "comment \($0)" }
    }
    for element in elements {
      lines.append("element \(element.name) \(element.count)")
      for property in element.properties {
        // The property's initialiser let no other type pass.
        let type = PLYType.name(of: property.type)!
        switch property.values {
        case .scalars: lines.append("property \(type) \(property.name)")
        case .lists(let lists):
          lines.append("property list \(PLYRowWriter.lengthTypeName(of: lists)) \(type) \(property.name)")
        }
      }
    }
    return (lines + ["end_header"]).joined(separator: "\n") + "\n"
  }
}
