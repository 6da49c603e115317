import Files
import Foundation

/// Files of named tensors in the safetensors format (huggingface.co/docs/safetensors): an 8-byte length, a JSON
/// header, then the tensors' bytes, little-endian and row-major.
public enum Safetensors {
  /// What a file holds.
  public struct Contents {
    /// The tensors by name, on the CPU.
    public var tensors: [String: Tensor]
    /// Free text by key.
    public var metadata: [String: String]
  }

  private static let names: [(DType, String)] = [
    (.uint8, "U8"), (.int8, "I8"), (.int16, "I16"), (.int32, "I32"), (.int64, "I64"), (.float16, "F16"),
    (.float32, "F32"), (.float64, "F64"), (.bool, "BOOL"), (.bfloat16, "BF16"),
  ]

  /// The format's own limit on the header.
  private static let largestHeader = 100_000_000

  /// Writes `tensors`, from any device, so that a reader sees the old file or the whole new one.
  /// - Throws: ``FileError`` if the file cannot be written.
  public static func write(_ tensors: [String: Tensor], metadata: [String: String] = [:], to url: URL) throws
  {
    var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
    var body = Data()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let bytes = bytes(of: tensor)
      // Every scalar type that a tensor can have is in the table.
      let dtype = names.first { $0.0 == tensor.dtype }!.1
      header[name] = [
        "dtype": dtype, "shape": tensor.shape, "data_offsets": [body.count, body.count + bytes.count],
      ]
      body.append(bytes)
    }
    var text = try JSONSerialization.data(
      withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
    // The tensors start at a multiple of 8, as the format's own writer makes them.
    text.append(Data(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    var file = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Data($0) }
    file.append(text)
    file.append(body)
    try AtomicFile.write(file, to: url)
  }

  /// Reads all tensors of a file.
  /// - Throws: ``FileError`` if the file is missing, cut short or not what it says.
  public static func read(_ url: URL) throws -> Contents {
    let file = try InputFile.read(url)
    guard file.count >= 8 else { throw FileError(url, "too short for a safetensors file") }
    let length = file.prefix(8).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
    guard length <= largestHeader, Int(length) <= file.count - 8 else {
      throw FileError(url, "not a safetensors file, or cut short: its header claims \(length) bytes")
    }
    let header = file.subdata(in: 8..<8 + Int(length))
    guard let fields = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
      throw FileError(url, "its safetensors header is no JSON object")
    }
    let body = file.subdata(in: 8 + Int(length)..<file.count)
    var contents = Contents(tensors: [:], metadata: [:])
    for (name, field) in fields {
      if name == "__metadata__" {
        contents.metadata = field as? [String: String] ?? [:]
      } else {
        contents.tensors[name] = try tensor(name, field, body, url)
      }
    }
    return contents
  }

  private static func tensor(_ name: String, _ field: Any, _ body: Data, _ url: URL) throws -> Tensor {
    guard let field = field as? [String: Any], let dtype = field["dtype"] as? String,
      let shape = field["shape"] as? [Int], let offsets = field["data_offsets"] as? [Int], offsets.count == 2
    else { throw FileError(url, "the entry of tensor '\(name)' is malformed") }
    guard let type = names.first(where: { $0.1 == dtype })?.0 else {
      throw FileError(url, "tensor '\(name)' has the type \(dtype), which Handful does not read")
    }
    let size = shape.reduce((type.size, false)) { product, extent in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: extent)
      return (value, product.1 || overflow || extent < 0)
    }
    guard !size.1, offsets[0] >= 0, offsets[1] >= offsets[0], offsets[1] - offsets[0] == size.0 else {
      throw FileError(url, "tensor '\(name)' does not have the bytes that its shape \(shape) needs")
    }
    guard offsets[1] <= body.count else { throw FileError(url, "cut short: tensor '\(name)' is incomplete") }
    let bytes = Tensor(Array(body[offsets[0]..<offsets[1]]))
    return bytes.viewed(as: type).reshaped(shape)
  }

  private static func bytes(of tensor: Tensor) -> Data {
    let flat = tensor.detached().to(.cpu).contiguous().flattened()
    return Data(flat.viewed(as: .uint8).elements(as: UInt8.self))
  }
}
