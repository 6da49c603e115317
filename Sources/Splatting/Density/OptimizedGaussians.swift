import Tensors

/// Gaussians, the optimiser that moves them, and further parameters that have one row a Gaussian.
///
/// Density control changes the rows of all of them together, and of the optimiser's moments.
public struct OptimizedGaussians {
  /// The Gaussians.
  public let model: GaussianModel
  /// Holds the model's parameters as `prefix` + their names; those it does not hold stay as they are trained,
  /// yet their rows change alike.
  public let optimizer: Adam
  /// What the names of the model's parameters begin with in the optimiser.
  public let prefix: String
  /// Further parameters `[N, ...]`, with their full names in the optimiser.
  public let companions: [(name: String, parameter: Parameter)]

  /// Groups what changes together.
  public init(
    _ model: GaussianModel, optimizer: Adam, prefix: String = "",
    companions: [(name: String, parameter: Parameter)] = []
  ) {
    self.model = model
    self.optimizer = optimizer
    self.prefix = prefix
    self.companions = companions
  }

  /// Every parameter with one row a Gaussian, by its name in the optimiser.
  var parameters: [(name: String, parameter: Parameter)] {
    model.namedParameters().map { (prefix + $0.name, $0.parameter) } + companions
  }

  /// The step's size of the centres; 0 if the optimiser does not move them.
  var meansLearningRate: Double {
    let name = prefix + "means"
    let group = optimizer.groups.first { $0.parameters.contains { $0.name == name } }
    return group?.learningRate ?? 0
  }

  /// Which Gaussians have only finite values, Bool `[N]`; a scale too large to be written in `Float` is not
  /// finite.
  func finiteRows() -> Tensor {
    let scales = model.logScales.detached().exp()
    let all = Tensor.ones([model.count], .bool, device: scales.device)
    return (parameters.map(\.parameter.value) + [scales]).reduce(all) {
      let values = $1.detached()
      let width = values.shape.dropFirst().reduce(1, *)
      guard width > 0 else { return $0 }
      return $0 .& values.reshaped([values.size(0), width]).abs().max([1]).isFinite()
    }
  }

  /// Makes row i of every parameter from its row `sources[i]`, moments included.
  ///
  /// - Parameters:
  ///   - sources: int64 `[M]`.
  ///   - fresh: Bool `[M]`, the rows whose moments start from zero.
  ///   - values: of the model's parameters, by name, those whose new rows `[M, ...]` are not copies.
  package func rebuild(_ sources: Tensor, fresh: Tensor, values: [String: Tensor] = [:]) {
    let named = Dictionary(uniqueKeysWithValues: values.map { (prefix + $0.key, $0.value) })
    for (name, parameter) in parameters {
      let value = named[name] ?? parameter.value.detached().selecting(sources)
      replace(name, parameter, with: value) { moment in
        let kept = moment.selecting(sources)
        return kept.replacing(rows: fresh, with: Tensor(0, kept.dtype, device: kept.device))
      }
    }
  }

  /// Keeps the rows where `kept` (Bool `[N]`) is true, and gives their numbers.
  @discardableResult
  package func keep(_ kept: Tensor) -> Tensor {
    let rows = kept.nonzero().flattened()
    rebuild(rows, fresh: Tensor.zeros([rows.count], .bool, device: rows.device))
    return rows
  }

  /// Puts other opacities before the sigmoid in place and forgets their moments.
  func setOpacityLogits(_ logits: Tensor) {
    replace(prefix + "opacityLogits", model.$opacityLogits, with: logits) { $0.zerosLike() }
  }

  private func replace(
    _ name: String, _ parameter: Parameter, with value: Tensor, moments: @escaping (Tensor) -> Tensor
  ) {
    if optimizer.groups.contains(where: { $0.parameters.contains { $0.parameter === parameter } }) {
      optimizer.replace(name, with: value, moments: moments)
    } else {
      parameter.replace(with: value)
    }
  }
}
