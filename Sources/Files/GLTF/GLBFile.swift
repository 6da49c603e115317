import Foundation

/// A binary glTF 2.0 file (GLB) of any program: its JSON, and the numbers that it names.
public struct GLBFile: Sendable {
  /// The JSON.
  public let contents: GLTFContents
  private let binary: Data
  private let url: URL

  private static let magic: UInt32 = 0x4654_6C67
  private static let (jsonKind, binaryKind) = (0x4E4F_534A as UInt32, 0x004E_4942 as UInt32)

  /// Whether a file that begins so is a GLB.
  public static func isBeginning(_ data: Data) -> Bool { data.starts(with: Data("glTF".utf8)) }

  /// Reads the file at `url`.
  /// - Throws: ``FileError`` where it is no GLB of version 2, cut short, or its JSON is wrong.
  public init(contentsOf url: URL) throws {
    let data = try InputFile.read(url, mapped: true)
    guard data.count >= 20, Self.word(data, 0) == Self.magic else { throw FileError(url, "is no GLB file") }
    guard Self.word(data, 4) == 2 else {
      throw FileError(url, "is GLB of version \(Self.word(data, 4)), where 2 is read")
    }
    guard Int(Self.word(data, 8)) <= data.count else {
      throw FileError(url, "is cut short: it tells of \(Self.word(data, 8)) bytes and has \(data.count)")
    }
    let jsonSize = Int(Self.word(data, 12))
    guard Self.word(data, 16) == Self.jsonKind, jsonSize <= data.count - 20 else {
      throw FileError(url, "is damaged: it does not begin with its JSON")
    }
    let json = data.subdata(in: data.startIndex + 20..<data.startIndex + 20 + jsonSize)
    contents = try JSONFile.decode(GLTFContents.self, from: json, of: url, path: [])
    let rest = data[(data.startIndex + 20 + jsonSize)...]
    if rest.count >= 8, Self.word(rest, 4) == Self.binaryKind {
      guard Int(Self.word(rest, 0)) <= rest.count - 8 else {
        throw FileError(url, "is cut short: its numbers end too early")
      }
      binary = rest.dropFirst(8).prefix(Int(Self.word(rest, 0)))
    } else {
      binary = Data()
    }
    self.url = url
  }

  private static func word(_ data: Data, _ offset: Int) -> UInt32 {
    data.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
  }

  /// How many elements an accessor has.
  /// - Throws: ``FileError`` where there is no such accessor, or it has fewer than none.
  public func count(_ accessor: Int) throws -> Int {
    let count = try self.accessor(accessor).count
    guard count >= 0 else { throw FileError(url, "accessor \(accessor) has \(count) elements") }
    return count
  }

  /// The numbers of an accessor, `width` an element; normalised whole numbers in -1...1 or 0...1.
  /// - Throws: ``FileError`` where there is no such accessor, it has another width, or lies outside the file.
  public func floats(_ index: Int, width: Int) throws -> [Float] {
    let accessor = try accessor(index)
    func refuse(_ problem: String) -> FileError { FileError(url, "accessor \(index) \(problem)") }
    guard let shape = GLBBuilder.Shape(rawValue: accessor.type), shape.size == width else {
      throw refuse("is \(accessor.type), where \(width) numbers an element are needed")
    }
    guard let kind = ComponentKind(rawValue: accessor.componentType) else {
      throw refuse("has numbers of the unknown type \(accessor.componentType)")
    }
    guard accessor.sparse == nil,
      let view = accessor.bufferView.flatMap({ contents.bufferViews?[checked: $0] })
    else { throw refuse("is sparse or has no buffer view, which is not read") }
    guard view.buffer == 0, contents.buffers?.first?.uri == nil else {
      throw refuse("lies in another file, which is not read")
    }
    let count = try self.count(index)
    let element = kind.size * width
    let (start, offset) = (view.byteOffset ?? 0, accessor.byteOffset ?? 0)
    let step = view.byteStride ?? element
    guard start >= 0, view.byteLength >= 0, start <= binary.count, view.byteLength <= binary.count - start,
      offset >= 0, offset <= view.byteLength, step >= element,
      count == 0
        || (element <= view.byteLength - offset && count - 1 <= (view.byteLength - offset - element) / step)
    else { throw refuse("lies outside the file's numbers") }
    var values = [Float](repeating: 0, count: count * width)
    binary.withUnsafeBytes { bytes in
      for row in 0..<count {
        for column in 0..<width {
          values[row * width + column] = kind.value(
            bytes, at: start + offset + row * step + column * kind.size,
            isNormalized: accessor.normalized == true)
        }
      }
    }
    return values
  }

  private func accessor(_ index: Int) throws -> GLTFContents.Accessor {
    guard let accessor = contents.accessors?[checked: index] else {
      throw FileError(url, "has no accessor \(index)")
    }
    return accessor
  }
}

/// The types of numbers of accessors, by their codes.
private enum ComponentKind: Int {
  case int8 = 5120
  case uint8 = 5121
  case int16 = 5122
  case uint16 = 5123
  case uint32 = 5125
  case float32 = 5126

  var size: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .uint32, .float32: 4
    }
  }

  func value(_ bytes: UnsafeRawBufferPointer, at place: Int, isNormalized: Bool) -> Float {
    func whole<Number: FixedWidthInteger>(_: Number.Type) -> Float {
      let number = Number(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Number.self))
      return isNormalized ? max(-1, Float(number) / Float(Number.max)) : Float(number)
    }
    switch self {
    case .int8: return whole(Int8.self)
    case .uint8: return whole(UInt8.self)
    case .int16: return whole(Int16.self)
    case .uint16: return whole(UInt16.self)
    case .uint32: return whole(UInt32.self)
    case .float32: return bytes.loadUnaligned(fromByteOffset: place, as: Float.self)
    }
  }
}

extension Array {
  /// The element at `index`, or none where there is no such place.
  public subscript(checked index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
