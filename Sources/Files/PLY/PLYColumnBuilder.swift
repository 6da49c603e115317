/// A column of a PLY element that grows row by row.
struct PLYColumnBuilder {
  let property: PLYHeader.Property
  private var bytes: [UInt8] = []
  private var lengths: [Int] = []

  init(_ property: PLYHeader.Property, rows: Int) {
    self.property = property
    bytes.reserveCapacity(rows * property.type.size)
    if property.lengthType != nil { lengths.reserveCapacity(rows) }
  }

  /// Begins a row that holds a list of `length` values.
  mutating func beginList(length: Int) { lengths.append(length) }

  /// Adds the bytes of values, whose order is reversed first where `swapped`.
  mutating func append(_ values: UnsafeRawBufferPointer, swapped: Bool = false) {
    if !swapped || property.type.size == 1 {
      bytes.append(contentsOf: values)
      return
    }
    let size = property.type.size
    for start in stride(from: 0, to: values.count, by: size) {
      bytes.append(contentsOf: values[start..<(start + size)].reversed())
    }
  }

  func finish() -> PLYProperty {
    let values = ScalarBuffer(property.type, bytes: bytes)
    if property.lengthType == nil { return PLYProperty(property.name, .scalars(values)) }
    return PLYProperty(property.name, PLYLists(lengths: lengths, values: values))
  }
}
