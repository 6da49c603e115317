/// A table of a PLY file: named properties with a value (or a list) a row.
public struct PLYElement: Sendable, Equatable {
  /// `vertex`, `face`, ...
  public let name: String
  /// Rows.
  public let count: Int
  /// Columns, in the file's order.
  public let properties: [PLYProperty]
  /// What errors call the table that this element is of.
  private let tableName: String

  /// Puts an element together; all properties must have `count` rows.
  public init(_ name: String, count: Int, properties: [PLYProperty]) {
    self.init(name, count: count, properties: properties, tableName: "PLY table")
  }

  init(_ name: String, count: Int, properties: [PLYProperty], tableName: String) {
    precondition(
      properties.allSatisfy { $0.count == count }, "the properties of a PLY element are equally long")
    self.name = name
    self.count = count
    self.properties = properties
    self.tableName = tableName
  }

  /// Whether there is a property called `property`.
  public func has(_ property: String) -> Bool { properties.contains { $0.name == property } }

  /// A property with one number a row.
  ///
  /// - Throws: ``FileError`` where it is missing or holds lists.
  public func column(_ property: String) throws -> ScalarBuffer {
    guard case .scalars(let values) = try find(property).values else {
      throw FileError(tableName, "'\(property)' of '\(name)' holds lists, not numbers")
    }
    return values
  }

  /// A property with one number a row, as single-precision values.
  ///
  /// - Throws: ``FileError`` where it is missing or holds lists.
  public func floats(_ property: String) throws -> [Float] { try column(property).floats() }

  /// A property with a list a row.
  ///
  /// - Throws: ``FileError`` where it is missing or holds single numbers.
  public func lists(_ property: String) throws -> PLYLists {
    guard case .lists(let lists) = try find(property).values else {
      throw FileError(tableName, "'\(property)' of '\(name)' holds numbers, not lists")
    }
    return lists
  }

  private func find(_ property: String) throws -> PLYProperty {
    if let found = properties.first(where: { $0.name == property }) { return found }
    throw FileError(tableName, "has no property '\(property)' in its element '\(name)'")
  }

  /// Whether name, rows and properties agree, wherever they were read from.
  public static func == (a: PLYElement, b: PLYElement) -> Bool {
    a.name == b.name && a.count == b.count && a.properties == b.properties
  }
}
