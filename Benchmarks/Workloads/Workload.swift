import Splatting

/// Gaussians and a camera to time rasterisers with.
public struct Workload {
  /// A short name.
  public let name: String
  /// The view that is drawn.
  public let camera: RasterizerCamera
  /// World positions `[N, 3]`.
  public let means: FloatMemory
  /// Rotations `[N, 4]`, w x y z.
  public let quaternions: FloatMemory
  /// Standard deviations `[N, 3]`.
  public let scales: FloatMemory
  /// Opacities `[N]`, 0...1.
  public let opacities: FloatMemory
  /// Colours `[N, 3]`.
  public let colors: FloatMemory
  /// Coefficients of harmonics `[N, K, 3]`; empty where the workload was made without.
  public let coefficients: FloatMemory

  /// How many Gaussians there are, N.
  public var count: Int { opacities.count }

  /// Pixels of the image.
  public var pixels: Int { camera.width * camera.height }
}
