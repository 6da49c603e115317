import Tensors

/// Real spherical harmonics to degree 3, and the colours that they stand for.
///
/// The order within a degree l is m = -l...l, with the Condon-Shortley phase: the basis of Kerbl et al. 2023, as
/// polynomials of a unit direction (x, y, z).
public enum SphericalHarmonics {
  /// The normalisation factors of the polynomials, by degree and |m|.
  public enum Factor {
    /// 1/2 sqrt(1 / pi).
    public static let degree0 = 0.28209479177387814
    /// 1/2 sqrt(3 / pi), for every m.
    public static let degree1 = 0.4886025119029199
    /// m = 0: 1/4 sqrt(5 / pi).
    public static let degree2Order0 = 0.31539156525252005
    /// |m| = 1 and xy of m = -2: 1/2 sqrt(15 / pi).
    public static let degree2Order1 = 1.0925484305920792
    /// x² - y² of m = 2: 1/4 sqrt(15 / pi).
    public static let degree2Order2 = 0.5462742152960396
    /// m = 0: 1/4 sqrt(7 / pi).
    public static let degree3Order0 = 0.3731763325901154
    /// |m| = 1: 1/4 sqrt(21 / (2 pi)).
    public static let degree3Order1 = 0.4570457994644658
    /// x² - y² of m = 2, and half of xyz of m = -2: 1/4 sqrt(105 / pi).
    public static let degree3Order2 = 1.445305721320277
    /// |m| = 3: 1/4 sqrt(35 / (2 pi)).
    public static let degree3Order3 = 0.5900435899266435
  }

  /// The highest degree there is.
  public static let maximumDegree = 3

  /// How many coefficients there are up to `degree`: (degree + 1)².
  public static func count(degree: Int) -> Int { (degree + 1) * (degree + 1) }

  /// The basis functions up to `degree` at unit directions `[N, 3]`: `[N, (degree + 1)²]`.
  public static func basis(_ directions: Tensor, degree: Int) -> Tensor {
    let (x, y, z) = (directions[.ellipsis, 0], directions[.ellipsis, 1], directions[.ellipsis, 2])
    let degrees = [degree0(x), degree1(x, y, z), degree2(x, y, z), degree3(x, y, z)]
    return .stacked(degrees.prefix(degree + 1).flatMap { $0 }, dimension: -1)
  }

  /// max(0, 0.5 + sum of coefficients times basis): colours `[N, 3]` of `harmonics` `[N, K, 3]` seen along unit
  /// `directions` `[N, 3]` from the camera's centre; coefficients above `degree` are not used.
  public static func colors(_ harmonics: Tensor, directions: Tensor, degree: Int) -> Tensor {
    let basis = basis(directions, degree: degree).unsqueezed(-1)
    return ((harmonics[.all, .to(count(degree: degree))] * basis).sum([1]) + 0.5).relu()
  }

  private static func degree0(_ x: Tensor) -> [Tensor] { [x.onesLike() * Factor.degree0] }

  private static func degree1(_ x: Tensor, _ y: Tensor, _ z: Tensor) -> [Tensor] {
    [-y * Factor.degree1, z * Factor.degree1, -x * Factor.degree1]
  }

  private static func degree2(_ x: Tensor, _ y: Tensor, _ z: Tensor) -> [Tensor] {
    [
      x * y * Factor.degree2Order1,
      -y * z * Factor.degree2Order1,
      (2 * z * z - x * x - y * y) * Factor.degree2Order0,
      -x * z * Factor.degree2Order1,
      (x * x - y * y) * Factor.degree2Order2,
    ]
  }

  private static func degree3(_ x: Tensor, _ y: Tensor, _ z: Tensor) -> [Tensor] {
    let (xx, yy, zz) = (x * x, y * y, z * z)
    return [
      -y * (3 * xx - yy) * Factor.degree3Order3,
      x * y * z * (2 * Factor.degree3Order2),
      -y * (4 * zz - xx - yy) * Factor.degree3Order1,
      z * (2 * zz - 3 * xx - 3 * yy) * Factor.degree3Order0,
      -x * (4 * zz - xx - yy) * Factor.degree3Order1,
      z * (xx - yy) * Factor.degree3Order2,
      -x * (xx - 3 * yy) * Factor.degree3Order3,
    ]
  }
}
