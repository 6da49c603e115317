extension Tensor {
  /// Where elements are equal.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { Aten.eq(.tensor(a), .tensor(b)) }
  /// Where elements equal a number.
  public static func .== (a: Tensor, b: Double) -> Tensor { Aten.eqScalar(.tensor(a), .real(b)) }
  /// Where elements of `a` are smaller.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { Aten.lt(.tensor(a), .tensor(b)) }
  /// Where elements are smaller than a number.
  public static func .< (a: Tensor, b: Double) -> Tensor { Aten.ltScalar(.tensor(a), .real(b)) }
  /// Where elements of `a` are smaller or equal.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { Aten.le(.tensor(a), .tensor(b)) }
  /// Where elements are smaller than or equal to a number.
  public static func .<= (a: Tensor, b: Double) -> Tensor { Aten.leScalar(.tensor(a), .real(b)) }
  /// Where elements of `a` are larger.
  public static func .> (a: Tensor, b: Tensor) -> Tensor { Aten.gt(.tensor(a), .tensor(b)) }
  /// Where elements are larger than a number.
  public static func .> (a: Tensor, b: Double) -> Tensor { Aten.gtScalar(.tensor(a), .real(b)) }
  /// Where elements of `a` are larger or equal.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { Aten.ge(.tensor(a), .tensor(b)) }
  /// Where elements are larger than or equal to a number.
  public static func .>= (a: Tensor, b: Double) -> Tensor { Aten.geScalar(.tensor(a), .real(b)) }
  /// Where both are true.
  public static func .& (a: Tensor, b: Tensor) -> Tensor { Aten.and(.tensor(a), .tensor(b)) }
  /// Where either is true.
  public static func .| (a: Tensor, b: Tensor) -> Tensor { Aten.or(.tensor(a), .tensor(b)) }
  /// Where it is false.
  public static prefix func .! (a: Tensor) -> Tensor { Aten.not(.tensor(a)) }

  /// Where elements are neither infinite nor NaN.
  public func isFinite() -> Tensor { Aten.isfinite(.tensor(self)) }
  /// Where elements are NaN.
  public func isNaN() -> Tensor { Aten.isnan(.tensor(self)) }
  /// Whether any element is true, as a tensor of no dimensions.
  public func any() -> Tensor { Aten.any(.tensor(self)) }
  /// Whether all elements are true, as a tensor of no dimensions.
  public func all() -> Tensor { Aten.all(.tensor(self)) }
  /// Whether every element is finite.
  public var allFinite: Bool { isFinite().all().item() != 0 }
}
