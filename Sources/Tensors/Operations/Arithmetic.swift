extension Tensor {
  /// The sum, with broadcasting.
  public static func + (a: Tensor, b: Tensor) -> Tensor { Aten.add(.tensor(a), .tensor(b)) }
  /// Adds a number to each element.
  public static func + (a: Tensor, b: Double) -> Tensor { Aten.addScalar(.tensor(a), .real(b)) }
  /// Adds a number to each element.
  public static func + (a: Double, b: Tensor) -> Tensor { b + a }
  /// The difference, with broadcasting.
  public static func - (a: Tensor, b: Tensor) -> Tensor { Aten.sub(.tensor(a), .tensor(b)) }
  /// Subtracts a number from each element.
  public static func - (a: Tensor, b: Double) -> Tensor { a + -b }
  /// Subtracts each element from a number.
  public static func - (a: Double, b: Tensor) -> Tensor { Aten.rsubScalar(.tensor(b), .real(a)) }
  /// The product of elements, with broadcasting.
  public static func * (a: Tensor, b: Tensor) -> Tensor { Aten.mul(.tensor(a), .tensor(b)) }
  /// Multiplies each element by a number.
  public static func * (a: Tensor, b: Double) -> Tensor { Aten.mulScalar(.tensor(a), .real(b)) }
  /// Multiplies each element by a number.
  public static func * (a: Double, b: Tensor) -> Tensor { b * a }
  /// The quotient of elements, with broadcasting.
  public static func / (a: Tensor, b: Tensor) -> Tensor { Aten.div(.tensor(a), .tensor(b)) }
  /// Divides each element by a number.
  public static func / (a: Tensor, b: Double) -> Tensor { Aten.divScalar(.tensor(a), .real(b)) }
  /// Divides a number by each element.
  public static func / (a: Double, b: Tensor) -> Tensor { b.reciprocal() * a }
  /// The negation of each element.
  public static prefix func - (a: Tensor) -> Tensor { Aten.neg(.tensor(a)) }

  /// Replaces the variable by its sum with `b`; the storage it had stays as it was.
  public static func += (a: inout Tensor, b: Tensor) { a = a + b }
  /// Replaces the variable by its product with `b`; the storage it had stays as it was.
  public static func *= (a: inout Tensor, b: Tensor) { a = a * b }

  /// Adds `other` times `scale` to this tensor's own storage.
  ///
  /// Outside the graph only.
  public func addInPlace(_ other: Tensor, scale: Double = 1) {
    _ = Aten.addInPlace(.tensor(self), .tensor(other), .real(scale))
  }

  /// Multiplies this tensor's own storage by `factor`.
  ///
  /// Outside the graph only.
  public func multiplyInPlace(_ factor: Double) { _ = Aten.mulInPlace(.tensor(self), .real(factor)) }

  /// Overwrites this tensor's own storage with `other`, which broadcasts.
  ///
  /// Outside the graph only.
  public func copyInPlace(_ other: Tensor) { _ = Aten.copyInPlace(.tensor(self), .tensor(other)) }

  /// Holds the elements of this tensor's own storage within bounds.
  ///
  /// Outside the graph only.
  public func clampInPlace(min low: Double, max high: Double) {
    _ = Aten.clampInPlace(.tensor(self), .real(low), .real(high))
  }

  /// Overwrites this tensor's own storage with `value`.
  ///
  /// Outside the graph only.
  public func fillInPlace(_ value: Double) { _ = Aten.fill(.tensor(self), .real(value)) }

  /// Each element to the power `exponent`.
  public func pow(_ exponent: Double) -> Tensor { Aten.powScalar(.tensor(self), .real(exponent)) }
  /// Each element times itself.
  public func squared() -> Tensor { self * self }
  /// The remainder of division by `divisor`, with the divisor's sign.
  public func remainder(_ divisor: Double) -> Tensor { Aten.remainder(.tensor(self), .real(divisor)) }
  /// The quotient rounded down.
  public func floorDivided(by divisor: Double) -> Tensor { Aten.floorDivide(.tensor(self), .real(divisor)) }
  /// e to the power of each element.
  public func exp() -> Tensor { Aten.exp(.tensor(self)) }
  /// The natural logarithm.
  public func log() -> Tensor { Aten.log(.tensor(self)) }
  /// The square root.
  public func sqrt() -> Tensor { Aten.sqrt(.tensor(self)) }
  /// One over the square root.
  public func reciprocalSquareRoot() -> Tensor { Aten.rsqrt(.tensor(self)) }
  /// The sine, of radians.
  public func sin() -> Tensor { Aten.sin(.tensor(self)) }
  /// The cosine, of radians.
  public func cos() -> Tensor { Aten.cos(.tensor(self)) }
  /// The angle in 0...pi whose cosine this is.
  public func acos() -> Tensor { Aten.acos(.tensor(self)) }
  /// The angle of the point (`x`, self).
  public func atan2(_ x: Tensor) -> Tensor { Aten.atan2(.tensor(self), .tensor(x)) }
  /// The absolute value.
  public func abs() -> Tensor { Aten.abs(.tensor(self)) }
  /// -1, 0 or 1.
  public func sign() -> Tensor { Aten.sign(.tensor(self)) }
  /// The next integer below.
  public func floor() -> Tensor { Aten.floor(.tensor(self)) }
  /// The nearest integer, ties to even.
  public func rounded() -> Tensor { Aten.round(.tensor(self)) }
  /// One over each element.
  public func reciprocal() -> Tensor { Aten.reciprocal(.tensor(self)) }
  /// 1 / (1 + exp(-x)).
  public func sigmoid() -> Tensor { Aten.sigmoid(.tensor(self)) }
  /// The hyperbolic tangent.
  public func tanh() -> Tensor { Aten.tanh(.tensor(self)) }
  /// x where it is positive, else `slope` times x; `[n, c, ...]` with a slope a channel, `[c]`.
  public func parametricReLU(_ slope: Tensor) -> Tensor { Aten.prelu(.tensor(self), .tensor(slope)) }
  /// max(x, 0).
  public func relu() -> Tensor { Aten.relu(.tensor(self)) }
  /// x sigmoid(x).
  public func silu() -> Tensor { Aten.silu(.tensor(self)) }
  /// x times the normal distribution's cumulative function.
  public func gelu() -> Tensor { Aten.gelu(.tensor(self)) }
  /// log(1 + exp(beta x)) / beta.
  public func softplus(beta: Double = 1) -> Tensor { Aten.softplus(.tensor(self), .real(beta)) }

  /// The larger of two elements, with broadcasting.
  public func maximum(_ other: Tensor) -> Tensor { Aten.maximum(.tensor(self), .tensor(other)) }
  /// The smaller of two elements, with broadcasting.
  public func minimum(_ other: Tensor) -> Tensor { Aten.minimum(.tensor(self), .tensor(other)) }
  /// Each element held within bounds, either of which may be absent.
  public func clamped(min low: Double? = nil, max high: Double? = nil) -> Tensor {
    Aten.clamp(.tensor(self), low.map(Argument.real) ?? .none, high.map(Argument.real) ?? .none)
  }
  /// Of truth values: `a` where true, `b` where false, with broadcasting.
  public func choose(_ a: Tensor, else b: Tensor) -> Tensor {
    Aten.where(.tensor(self), .tensor(a), .tensor(b))
  }
}
