import Files
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  private let folder: TemporaryFolder
  private var file: URL { folder.file("tensors.safetensors") }

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: DType.allCases)
  func everyTypeComesBack(type: DType) throws {
    let numbers = Tensor([Float](arrayLiteral: 0, 1, 2, 100, 3, 0.5), shape: [2, 3]).to(type)
    try Safetensors.write(["x": numbers], to: file)
    let read = try #require(try Safetensors.read(file).tensors["x"])
    #expect(read.dtype == type)
    #expect(read.shape == [2, 3])
    #expect(largestDifference(read, numbers) == 0)
  }

  @Test func oddShapesAndMetadataComeBack() throws {
    let tensors: [String: Tensor] = [
      "number": Tensor(2.5), "empty": .zeros([0, 4]), "byte": .ones([3], .uint8),
      "wide": .ones([2], .float64),
      "turned": Tensor.arange(to: 6, .float32).reshaped([2, 3]).transposed(), "ä/\"b\"": .ones([1, 1, 1]),
    ]
    try Safetensors.write(tensors, metadata: ["made by": "a test"], to: file)
    let contents = try Safetensors.read(file)
    #expect(contents.metadata == ["made by": "a test"])
    #expect(Set(contents.tensors.keys) == Set(tensors.keys))
    for (name, tensor) in tensors {
      let read = try #require(contents.tensors[name])
      #expect(read.shape == tensor.shape)
      if tensor.count > 0 { #expect(largestDifference(read, tensor) == 0) }
    }
  }

  @Test func parametersAreReadOutsideTheGraph() throws {
    try Safetensors.write(["x": Tensor.ones([2]).requiringGradient()], to: file)
    #expect(try Safetensors.read(file).tensors["x"]?.requiresGradient == false)
  }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func anotherReaderAgrees() throws {
    try Safetensors.write(
      [
        "a": Tensor.arange(to: 6, .float32).reshaped([2, 3]), "b": Tensor([Int64](arrayLiteral: -5, 1 << 40)),
        "c": Tensor([true, false, true]), "d": Tensor(1.5, .float16), "e": .zeros([0, 2], .int16),
      ], metadata: ["k": "v"], to: file)
    let lines = try Python.run("read_safetensors.py", [file.path]).split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "__metadata__ k=v", "a F32 [2, 3] [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]", "b I64 [2] [-5, 1099511627776]",
        "c BOOL [3] [True, False, True]", "d F16 [] [1.5]", "e I16 [0, 2] []",
      ])
  }

  // MARK: Hostile files

  private func write(header: String, length: UInt64? = nil, body: Int) throws {
    let text = Data(header.utf8)
    var data = withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { Data($0) }
    data.append(text)
    data.append(Data(count: body))
    try data.write(to: file)
  }

  private func entry(_ dtype: String, _ shape: String, _ offsets: String) -> String {
    #"{"x":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
  }

  private func expectRefused(at location: SourceLocation = #_sourceLocation) throws {
    let error = try #require(throws: FileError.self, sourceLocation: location) { try Safetensors.read(file) }
    #expect(error.path.hasSuffix("tensors.safetensors"), sourceLocation: location)
    #expect(!error.description.contains("\n"), sourceLocation: location)
  }

  @Test func everyTruncationIsRefused() throws {
    try Safetensors.write(["x": .ones([2]), "y": .ones([3], .int64)], to: file)
    let whole = try Data(contentsOf: file)
    for count in 0..<whole.count {
      try whole.prefix(count).write(to: file)
      try expectRefused()
    }
  }

  @Test(arguments: [
    "[0,4]", "[0,12]", "[4,0]", "[-8,0]", "[0]", "[0,8,16]", "[1e30,1e30]", "[0.5,8.5]", "[8,16]",
    "[9223372036854775800,9223372036854775807]", "\"ab\"",
  ])
  func lyingOffsetsAreRefused(offsets: String) throws {
    try write(header: entry("F32", "[2]", offsets), body: 8)
    try expectRefused()
  }

  @Test(arguments: ["[-2]", "[4611686018427387904,4]", "[-1,-2]", "[2.5]", "{}", "[[2]]"])
  func impossibleShapesAreRefused(shape: String) throws {
    try write(header: entry("F32", shape, "[0,8]"), body: 8)
    try expectRefused()
  }

  @Test func hugeHeadersAreRefused() throws {
    for length: UInt64 in [9, 1 << 31, 1 << 62, .max] {
      try write(header: "{}", length: length, body: 0)
      try expectRefused()
    }
  }

  @Test(arguments: ["", "[]", "{", "nonsense", #"{"x":1}"#, #"{"x":{}}"#])
  func headersThatAreNoHeaderAreRefused(header: String) throws {
    try write(header: header, body: 8)
    try expectRefused()
  }

  @Test func unknownTypesAreNamed() throws {
    try write(header: entry("F8_E4M3", "[8]", "[0,8]"), body: 8)
    let error = try #require(throws: FileError.self) { try Safetensors.read(file) }
    #expect(error.description.contains("F8_E4M3"))
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    #expect(throws: FileError.self) {
      try Safetensors.write(["x": .ones([1])], to: folder.file("none/x.safetensors"))
    }
  }
}
