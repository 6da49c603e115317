/// The names of number types in a PLY header.
enum PLYType {
  private static let names: [(name: String, synonym: String, type: ScalarType)] = [
    ("char", "int8", .int8), ("uchar", "uint8", .uint8), ("short", "int16", .int16),
    ("ushort", "uint16", .uint16), ("int", "int32", .int32), ("uint", "uint32", .uint32),
    ("float", "float32", .float32), ("double", "float64", .float64),
  ]

  static func type(named name: Substring) -> ScalarType? {
    names.first { $0.name == name || $0.synonym == name }?.type
  }

  static func name(of type: ScalarType) -> String? { names.first { $0.type == type }?.name }
}
