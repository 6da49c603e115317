import Foundation

/// Adam (Kingma and Ba 2015, algorithm 1) over named groups, whose tensors may grow and shrink between steps.
public final class Adam {
  /// Parameters that share their settings.
  public struct Group {
    /// Names the group, for its learning rate.
    public let name: String
    /// Parameters with names that are unique over all groups, for saving.
    public let parameters: [(name: String, parameter: Parameter)]
    /// The step's size.
    public var learningRate: Double
    /// What is added to the root of the second moment.
    public var epsilon: Double

    /// Puts a group together.
    public init(
      name: String, parameters: [(name: String, parameter: Parameter)], learningRate: Double,
      epsilon: Double = 1e-8
    ) {
      self.name = name
      self.parameters = parameters
      self.learningRate = learningRate
      self.epsilon = epsilon
    }
  }

  /// What is remembered of a parameter.
  private struct Moments {
    var step: Tensor
    var first: Tensor
    var second: Tensor

    init(for value: Tensor) {
      step = Tensor(0, device: value.device)
      first = value.detached().zerosLike()
      second = value.detached().zerosLike()
    }
  }

  /// The groups, in the order given.
  public private(set) var groups: [Group]
  private let betas: (Double, Double)
  private var moments: [String: Moments] = [:]

  /// Optimises `groups`.
  public init(_ groups: [Group], betas: (Double, Double) = (0.9, 0.999)) {
    self.groups = groups
    self.betas = betas
  }

  /// Sets the learning rate of the group called `name`.
  public func setLearningRate(_ rate: Double, of name: String) {
    for index in groups.indices where groups[index].name == name { groups[index].learningRate = rate }
  }

  /// Forgets all gradients.
  public func clearGradients() {
    for group in groups {
      for (_, parameter) in group.parameters { parameter.value.gradient = nil }
    }
  }

  /// Moves every parameter that has a gradient.
  ///
  /// - Parameter rows: by a parameter's name, a number for each of its rows, float32 `[N]`: only rows with
  ///   one above 0 move, and the others keep their moments too. All rows of a parameter that is not named move.
  public func step(rows: [String: Tensor] = [:]) {
    withoutGradients {
      for group in groups { step(group, rows: rows) }
    }
  }

  private func step(_ group: Group, rows: [String: Tensor]) {
    let moving = group.parameters.filter {
      $0.parameter.value.gradient != nil && $0.parameter.value.count > 0
    }
    for (name, parameter) in moving where moments[name] == nil {
      moments[name] = Moments(for: parameter.value)
    }
    // The operators take the number of this step, from 1 on.
    for (name, _) in moving {
      moments[name]?.step.addInPlace(Tensor(1, device: moments[name]?.step.device ?? .cpu))
    }
    stepWhole(group, moving.filter { rows[$0.name] == nil })
    for (name, parameter) in moving {
      guard let chosen = rows[name], let remembered = moments[name], let gradient = parameter.value.gradient
      else {
        continue
      }
      AdamRows(
        step: remembered.step.item(), learningRate: group.learningRate, betas: betas, epsilon: group.epsilon
      ).run(
        parameter.value.detached(), gradient: gradient, first: remembered.first, second: remembered.second,
        chosen: chosen, threads: LibTorch.threadCount)
    }
  }

  private func stepWhole(_ group: Group, _ moving: [(name: String, parameter: Parameter)]) {
    guard !moving.isEmpty else { return }
    let remembered = moving.compactMap { moments[$0.name] }
    Aten.fusedAdam.number(
      .tensors(moving.map(\.parameter.value)), .tensors(moving.compactMap(\.parameter.value.gradient)),
      .tensors(remembered.map(\.first)), .tensors(remembered.map(\.second)), .tensors([]),
      .tensors(remembered.map(\.step)), .real(group.learningRate), .real(betas.0), .real(betas.1), 0.0,
      .real(group.epsilon), false, false)
  }

  /// Puts another tensor in a parameter's place and changes its moments alike.
  ///
  /// - Parameters:
  ///   - name: the parameter's name in its group.
  ///   - value: the new values, of any shape.
  ///   - change: gives the new moments (of the shape of `value`) from the old; absent, they start from zero.
  public func replace(_ name: String, with value: Tensor, moments change: ((Tensor) -> Tensor)? = nil) {
    withoutGradients {
      for group in groups {
        for (candidate, parameter) in group.parameters where candidate == name {
          parameter.replace(with: value)
        }
      }
      guard var remembered = moments[name] else { return }
      remembered.first = change?(remembered.first).copied() ?? value.zerosLike()
      remembered.second = change?(remembered.second).copied() ?? value.zerosLike()
      moments[name] = remembered
    }
  }

  /// Changes what is remembered of a parameter whose values stay.
  public func changeMoments(_ name: String, _ change: (Tensor) -> Tensor) {
    guard var remembered = moments[name] else { return }
    withoutGradients {
      remembered.first = change(remembered.first).copied()
      remembered.second = change(remembered.second).copied()
    }
    moments[name] = remembered
  }

  /// Forgets the moments of all parameters, as a new optimiser would.
  public func forgetMoments() { moments = [:] }

  /// The root of the running mean of a parameter's squared gradients, of its shape; none before its first step.
  public func gradientMagnitudes(of name: String) -> Tensor? {
    guard let remembered = moments[name] else { return nil }
    // The second moment starts at zero; this takes its bias away (algorithm 1).
    let share = 1 - Foundation.pow(betas.1, max(remembered.step.item(), 1))
    return withoutGradients { (remembered.second / share).sqrt() }
  }

  /// All moments by name, for saving.
  public func state() -> [String: Tensor] {
    var state: [String: Tensor] = [:]
    for (name, remembered) in moments {
      state[name + ".step"] = remembered.step
      state[name + ".first"] = remembered.first
      state[name + ".second"] = remembered.second
    }
    return state
  }

  /// Takes over moments saved by ``state()``; the parameters must have been restored before.
  /// - Throws: ``TensorError`` naming the first parameter whose moments are of another shape or type, or whose step
  ///   is no single number.
  public func load(_ state: [String: Tensor]) throws {
    moments = [:]
    for (name, parameter) in groups.flatMap(\.parameters) {
      guard let step = state[name + ".step"], let first = state[name + ".first"],
        let second = state[name + ".second"]
      else { continue }
      let value = parameter.value
      let fits = [first, second].allSatisfy { $0.shape == value.shape && $0.dtype == value.dtype }
      guard fits, step.count == 1, step.dtype == .float32 else {
        throw TensorError(
          operation: "load", arguments: [step, first, second].map(\.signature),
          reason: "the moments of \(name) are not those of \(value.signature)")
      }
      var restored = Moments(for: parameter.value)
      let device = parameter.value.device
      restored.step = step.to(device).copied()
      restored.first = first.to(device).copied()
      restored.second = second.to(device).copied()
      moments[name] = restored
    }
  }
}
