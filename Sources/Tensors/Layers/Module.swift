/// A tensor that training changes, shared by its module and the optimiser.
@propertyWrapper
public final class Parameter {
  /// The values: a leaf of the graph that gathers gradients.
  public private(set) var wrappedValue: Tensor

  /// Takes `value` out of any graph and asks it to gather gradients.
  public init(wrappedValue value: Tensor) { wrappedValue = Parameter.leaf(value) }

  /// Takes `value` out of any graph and asks it to gather gradients.
  public convenience init(_ value: Tensor) { self.init(wrappedValue: value) }

  /// The parameter itself, for optimisers.
  public var projectedValue: Parameter { self }

  /// The values; the same as the wrapped value, for parameters that are not properties.
  public var value: Tensor { wrappedValue }

  /// Puts another tensor, of any shape, in place of the values.
  public func replace(with value: Tensor) { wrappedValue = Parameter.leaf(value) }

  private static func leaf(_ value: Tensor) -> Tensor { value.detached().requiringGradient() }
}

/// Part of a network: a class whose stored properties are ``Parameter``s, other modules, or arrays of modules.
public protocol Module: AnyObject {}

extension Module {
  /// All parameters below this module with their paths, such as `layers.0.weight`, in the order of declaration.
  public func namedParameters() -> [(name: String, parameter: Parameter)] {
    var mirror: Mirror? = Mirror(reflecting: self)
    var levels: [Mirror] = []
    while let level = mirror {
      levels.insert(level, at: 0)
      mirror = level.superclassMirror
    }
    return levels.flatMap { $0.children }.flatMap { child in
      Self.parameters(of: child.value, path: (child.label ?? "").drop { $0 == "_" }.description)
    }
  }

  private static func parameters(of value: Any, path: String) -> [(name: String, parameter: Parameter)] {
    switch value {
    case let parameter as Parameter: [(path, parameter)]
    case let module as any Module:
      module.namedParameters().map { ("\(path).\($0.name)", $0.parameter) }
    case let modules as [any Module]:
      modules.enumerated().flatMap { index, module in
        module.namedParameters().map { ("\(path).\(index).\($0.name)", $0.parameter) }
      }
    default: []
    }
  }

  /// The values of all parameters by path, outside the graph, for saving.
  public func state() -> [String: Tensor] {
    Dictionary(uniqueKeysWithValues: namedParameters().map { ($0.name, $0.parameter.value.detached()) })
  }

  /// Puts all parameters on `device`, where the module computes from then on; their gradients are forgotten.
  public func move(to device: Device) {
    for (_, parameter) in namedParameters() where parameter.value.device != device {
      parameter.replace(with: parameter.value.to(device))
    }
  }

  /// Takes over values saved by ``state()``, and stays on the device where those are.
  /// - Throws: ``TensorError`` naming the first parameter that is missing or has another shape.
  public func load(_ state: [String: Tensor]) throws {
    for (name, parameter) in namedParameters() {
      guard let saved = state[name] else {
        throw TensorError(operation: "load", reason: "there is no parameter \(name) among those saved")
      }
      guard saved.shape == parameter.value.shape else {
        throw TensorError(
          operation: "load", arguments: [saved.signature],
          reason: "parameter \(name) has shape \(parameter.value.shape)")
      }
      parameter.replace(with: saved.to(parameter.value.dtype).copied())
    }
  }
}
