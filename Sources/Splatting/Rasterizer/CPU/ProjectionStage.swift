import Foundation
import Synchronization
import Tensors

/// Projects all Gaussians and packs them for the compositor.
struct ProjectionStage {
  /// Gaussians that a worker takes at a time, a multiple of 16.
  static let block = 1024

  let gaussians: CPUGaussians
  let camera: RasterizerCamera
  let workspace: RasterizerWorkspace
  let radii: UnsafeMutableBufferPointer<Float>
  private let lanes: CameraLanes
  private let planes: Planes

  init(
    _ gaussians: CPUGaussians, _ camera: RasterizerCamera, _ workspace: RasterizerWorkspace,
    radii: UnsafeMutableBufferPointer<Float>
  ) {
    self.gaussians = gaussians
    self.camera = camera
    self.workspace = workspace
    self.radii = radii
    lanes = CameraLanes(camera)
    planes = Planes(gaussians)
  }

  /// Fills `packed`, `depthBits` and the radii, and sets `placeStarts` to zeros.
  ///
  /// - Throws: ``RasterizerError/notFinite(_:index:)``.
  func run(_ loop: ParallelLoop) throws(RasterizerError) {
    let count = gaussians.count
    workspace.packed.reserve(count)
    workspace.depthBits.reserve(count)
    workspace.placeStarts.reserve(count + 1)
    let refused = Atomic<Bool>(false)
    loop((count + Self.block - 1) / Self.block) { _, block in
      let first = block * Self.block
      let end = min(first + Self.block, count)
      var doubt = Lanes()
      for start in stride(from: first, to: end, by: 16) {
        doubt += project(first: start, count: min(16, end - start))
      }
      if (doubt .!= Lanes(0)).hasTrue { refused.store(true, ordering: .relaxed) }
    }
    if refused.load(ordering: .relaxed), let error = gaussians.firstNotFinite() { throw error }
  }

  /// Projects up to sixteen Gaussians; returns zeros if their numbers are finite, else a NaN in some lane.
  @inline(__always) private func project(first: Int, count: Int) -> Lanes {
    let projection = ProjectionLanes(gaussians, first: first, count: count, camera: lanes)
    // `project` runs only where there are Gaussians, so the buffers have addresses.
    let opacity = Lanes.gather(gaussians.opacities.baseAddress! + first, stride: 1, count: count)
    let screen = projection.screen(lanes)
    var logOpacity = Lanes()
    for lane in 0..<count { logOpacity[lane] = log2(opacity[lane]) }
    let excess = logOpacity - Lanes(PackedGaussian.logMinimumAlpha)
    let reach = Lanes(2 * PackedGaussian.ln2) * excess
    let halfWidth = (reach * projection.varianceX).squareRoot()
    let halfHeight = (reach * projection.varianceY).squareRoot()
    let (width, height) = (Lanes(Float(camera.width)), Lanes(Float(camera.height)))
    let depth = projection.point.z
    let largest = Lanes(Float(RasterizerConstants.maximumDeterminant))
    let isDrawn =
      (depth .>= Lanes(camera.nearPlane)) .& (opacity .>= Lanes(Float(RasterizerConstants.minimumAlpha)))
      .& (excess .>= Lanes(0)) .& (projection.determinant .< largest)
      .& (screen.x + halfWidth .> Lanes(0)) .& (screen.x - halfWidth .< width)
      .& (screen.y + halfHeight .> Lanes(0)) .& (screen.y - halfHeight .< height)
    let kept = depth.replacing(with: Lanes(0), where: .!isDrawn)
    let larger = halfWidth.limited(below: halfHeight).replacing(with: Lanes(0), where: .!isDrawn)
    for lane in 0..<count {
      workspace.depthBits.pointer[first + lane] = kept[lane].bitPattern
      workspace.placeStarts.pointer[first + lane] = 0
      radii[first + lane] = larger[lane].rounded(.up)
    }
    if isDrawn.hasTrue {
      let inverse = Lanes(1) / projection.determinant
      let p = workspace.packed.pointer + first
      let log2e = PackedGaussian.log2e
      func write(_ column: PackedGaussian.Column, _ values: Lanes) {
        PackedGaussian.write(column, values, to: p, count: count)
      }
      write(.meanX, screen.x)
      write(.meanY, screen.y)
      write(.quadraticXX, Lanes(-0.5 * log2e) * projection.varianceY * inverse)
      write(.quadraticXY, Lanes(log2e) * projection.covariance * inverse)
      write(.quadraticYY, Lanes(-0.5 * log2e) * projection.varianceX * inverse)
      write(.logOpacity, logOpacity)
      write(.halfWidth, halfWidth)
      write(.halfHeight, halfHeight)
      write(.curvature, Lanes(log2e * log2e) * inverse)
      write(.depth, depth)
      write(.excess, excess)
      write(.tilt, projection.covariance / projection.varianceY)
      for lane in 0..<count {
        p[lane].planes = planes.firstFour(gaussian: first + lane, depth: p[lane].depth)
      }
    }
    return doubt(projection, opacity, first: first, count: count)
  }

  /// Zeros if all of these Gaussians' inputs are finite, else a NaN in some lane.
  @inline(__always) private func doubt(
    _ projection: ProjectionLanes, _ opacity: Lanes, first: Int, count: Int
  ) -> Lanes {
    let zero = Lanes(0)
    let (mean, scale) = (projection.mean, projection.scale)
    var doubt = mean.x * zero + mean.y * zero + mean.z * zero + opacity * zero
    doubt += scale.x * zero + scale.y * zero + scale.z * zero
    let channels = gaussians.channels
    let values = gaussians.features.baseAddress! + first * channels
    let quaternions = gaussians.quaternions.baseAddress! + first * 4
    var rest: Float = 0
    for index in 0..<count * channels { rest += values[index] * 0 }
    for index in 0..<count * 4 { rest += quaternions[index] * 0 }
    return doubt + Lanes(rest)
  }
}
