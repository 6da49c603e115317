import Foundation

/// What a PLY file holds: elements (vertices, faces), each a table of named properties.
public struct PLYTable: Sendable, Equatable {
  /// The comments of the header, in order.
  public var comments: [String]
  /// The elements, in the file's order.
  public var elements: [PLYElement]
  /// What errors call the table.
  private let name: String

  /// Puts a table together.
  public init(comments: [String] = [], elements: [PLYElement]) {
    self.init(comments: comments, elements: elements, name: "PLY table")
  }

  init(comments: [String], elements: [PLYElement], name: String) {
    self.comments = comments
    self.elements = elements
    self.name = name
  }

  /// The element called `name`.
  ///
  /// - Throws: ``FileError`` where there is none.
  public func element(_ name: String) throws -> PLYElement {
    if let element = elements.first(where: { $0.name == name }) { return element }
    let present = elements.map(\.name).joined(separator: ", ")
    throw FileError(self.name, "has no '\(name)' element; it has \(present.isEmpty ? "none" : present)")
  }

  /// Whether comments and elements agree, wherever they were read from.
  public static func == (a: PLYTable, b: PLYTable) -> Bool {
    a.comments == b.comments && a.elements == b.elements
  }
}
