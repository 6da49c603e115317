import CLibTorch

/// An operator of LibTorch, found by the name in its schema, such as `add.Tensor`.
struct Operator: @unchecked Sendable {
  // The shim's handle is never changed after it was found, so threads may share it.
  private let handle: HFOperator?
  private let name: String

  /// Finds `aten::name`; a name that does not exist is a programming mistake.
  init(_ name: String, overload: String = "") {
    self.name = name
    var found: HFOperator?
    if let error = TensorError(hfOperatorFind("aten::" + name, overload, &found), operation: name) {
      fatalError(error.description)
    }
    handle = found
  }

  /// Calls the operator and gives its only tensor.
  func callAsFunction(_ arguments: Argument...) -> Tensor {
    call(arguments, capacity: 1).tensors.first ?? .failed
  }

  /// Calls the operator and gives its tensors, of which there are exactly `count`.
  func results(_ count: Int, _ arguments: Argument...) -> [Tensor] {
    let results = call(arguments, capacity: count).tensors
    return results.count == count ? results : Array(repeating: .failed, count: count)
  }

  /// Calls the operator and gives the list of tensors that it makes, at most `capacity`.
  func list(capacity: Int, _ arguments: Argument...) -> [Tensor] {
    call(arguments, capacity: capacity).tensors
  }

  /// Calls the operator for what it does, or for the number that it gives.
  @discardableResult
  func number(_ arguments: Argument...) -> Double { call(arguments, capacity: 1).number }

  private func call(_ arguments: [Argument], capacity: Int) -> (tensors: [Tensor], number: Double) {
    let storage = ArgumentStorage(arguments)
    defer { storage.deallocate() }
    var handles = [HFTensor?](repeating: nil, count: capacity)
    var count: Int64 = 0
    var number = 0.0
    let message = hfOperatorCall(
      handle, storage.values, Int64(storage.values.count), &handles, Int64(capacity), &count, &number)
    let tensors = handles.prefix(Int(count)).compactMap { $0.map(Tensor.init(owning:)) }
    if let error = TensorError(message, operation: name, arguments: arguments.flatMap(\.shapes)) {
      ErrorScope.report(error)
    }
    return (tensors, number)
  }
}

/// A value handed to an operator.
enum Argument: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral
{
  case none
  case `default`
  case tensor(Tensor)
  case tensors([Tensor])
  case optionalTensors([Tensor?])
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case integers([Int])
  case string(String)
  case device(Device)
  case generator(RandomGenerator)

  init(integerLiteral value: Int) { self = .integer(value) }
  init(floatLiteral value: Double) { self = .real(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(nilLiteral: ()) { self = .none }

  static func optional(_ tensor: Tensor?) -> Argument { tensor.map(Argument.tensor) ?? .none }
  static func optional(_ integers: [Int]?) -> Argument { integers.map(Argument.integers) ?? .none }
  static func optional(_ generator: RandomGenerator?) -> Argument {
    generator.map(Argument.generator) ?? .none
  }
  static func type(_ type: DType?) -> Argument { type.map { .integer(Int($0.rawValue)) } ?? .none }

  /// The types and shapes of the tensors in this value, for messages.
  var shapes: [String] {
    switch self {
    case .tensor(let tensor): [tensor.signature]
    case .tensors(let tensors): tensors.map(\.signature)
    case .optionalTensors(let tensors): tensors.map { $0?.signature ?? "none" }
    default: []
    }
  }
}

/// Arguments in the shim's form, with the memory that their lists need for the length of a call.
private struct ArgumentStorage {
  private(set) var values: [HFValue] = []
  private var allocations: [UnsafeMutableRawPointer] = []
  // The tensors whose handles `values` holds.
  private let arguments: [Argument]

  init(_ arguments: [Argument]) {
    self.arguments = arguments
    values.reserveCapacity(arguments.count)
    for argument in arguments { values.append(lower(argument)) }
  }

  func deallocate() {
    withExtendedLifetime(arguments) {
      for allocation in allocations { allocation.deallocate() }
    }
  }

  private mutating func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element>
  {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = memory.initialize(from: elements)
    // A buffer of at least one element has an address.
    let address = memory.baseAddress!
    allocations.append(UnsafeMutableRawPointer(address))
    return address
  }

  private mutating func lower(_ argument: Argument) -> HFValue {
    var value = HFValue()
    switch argument {
    case .none: value.kind = HFValueNone
    case .default: value.kind = HFValueDefault
    case .tensor(let tensor):
      value.kind = HFValueTensor
      value.tensor = tensor.raw
    case .tensors(let tensors):
      value.kind = HFValueTensorList
      value.tensors = UnsafePointer(copy(tensors.map { Optional($0.raw) }))
      value.count = Int64(tensors.count)
    case .optionalTensors(let tensors):
      value.kind = HFValueOptionalTensorList
      value.tensors = UnsafePointer(copy(tensors.map { $0?.raw }))
      value.count = Int64(tensors.count)
    case .integer(let integer):
      value.kind = HFValueInteger
      value.integer = Int64(integer)
    case .real(let real):
      value.kind = HFValueReal
      value.real = real
    case .boolean(let boolean):
      value.kind = HFValueBoolean
      value.integer = boolean ? 1 : 0
    case .integers(let integers):
      value.kind = HFValueIntegerList
      value.integers = UnsafePointer(copy(integers.map(Int64.init)))
      value.count = Int64(integers.count)
    case .string(let string):
      value.kind = HFValueString
      value.string = UnsafePointer(copy(string.utf8CString.map { $0 }))
    case .device(let device):
      value.kind = HFValueDevice
      (value.integer, value.count) = device.codes
    case .generator(let generator):
      value.kind = HFValueGenerator
      value.generator = generator.raw
    }
    return value
  }
}
