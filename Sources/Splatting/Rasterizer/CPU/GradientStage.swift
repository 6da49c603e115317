import CIntrinsics
import Tensors

/// Gathers each Gaussian's gradients from its slots and takes them back through the projection.
struct GradientStage {
  /// Gaussians that a worker takes at a time, a multiple of 16.
  static let block = 1024

  let gaussians: CPUGaussians
  let workspace: RasterizerWorkspace
  let target: CPUGaussianGradients
  private let camera: CameraLanes
  private let slot: GradientSlot

  init(
    _ gaussians: CPUGaussians, _ camera: RasterizerCamera, _ workspace: RasterizerWorkspace,
    _ target: CPUGaussianGradients
  ) {
    self.gaussians = gaussians
    self.workspace = workspace
    self.target = target
    self.camera = CameraLanes(camera)
    slot = GradientSlot(planes: Planes.count(features: gaussians.channels))
  }

  /// Vectors of scratch memory that a worker needs.
  static func scratchSize(planes: Int) -> Int { 16 + GradientSlot(planes: planes).vectors }

  /// Writes all gradients; returns that of the camera's pose `[3, 4]` by rows.
  func run(_ loop: ParallelLoop, scratchStride: Int) -> [Float] {
    let count = gaussians.count
    let blocks = (count + Self.block - 1) / Self.block
    workspace.poseShares.reserve(blocks)
    loop(blocks) { worker, block in
      let scratch = workspace.scratch.pointer + worker * scratchStride
      var pose = PoseGradientLanes()
      let end = min((block + 1) * Self.block, count)
      for first in stride(from: block * Self.block, to: end, by: 16) {
        let some = min(16, end - first)
        if gather(first: first, count: some, scratch) {
          propagate(first: first, count: some, scratch, &pose)
        } else {
          clear(first: first, count: some)
        }
      }
      workspace.poseShares.pointer[block] = pose.sums
    }
    var pose = SIMD16<Double>()
    for block in 0..<blocks { pose += SIMD16<Double>(workspace.poseShares.pointer[block]) }
    return (0..<12).map { Float(pose[$0]) }
  }

  /// Adds up the slots of up to sixteen Gaussians: the first vectors into `scratch`, one a Gaussian, the
  /// planes into the gradient of the features; returns whether any Gaussian is drawn.
  private func gather(first: Int, count: Int, _ scratch: UnsafeMutablePointer<Lanes>) -> Bool {
    let (starts, places) = (workspace.placeStarts.pointer, workspace.places.pointer)
    let slots = workspace.slots.pointer
    let vectors = slot.vectors
    let total = scratch + 16
    let channels = gaussians.channels
    let totals = UnsafeMutableRawPointer(total).assumingMemoryBound(to: Float.self)
    var isAnyDrawn = false
    prefetch(first: first + count, count: 16)
    for lane in 0..<count {
      let gaussian = first + lane
      let range = Int(starts[gaussian])..<Int(starts[gaussian + 1])
      isAnyDrawn = isAnyDrawn || !range.isEmpty
      for vector in 0..<vectors {
        var sum = Lanes()
        for place in range { sum += slots[Int(places[place]) * vectors + vector] }
        total[vector] = sum
      }
      for channel in 0..<channels {
        target.features[gaussian * channels + channel] = totals[slot.position(channel)]
      }
      // The depth's sum moves to where the projection's gradient looks for it.
      var packed = total[0]
      packed[15] = totals[slot.position(channels)]
      scratch[lane] = packed
    }
    return isAnyDrawn
  }

  /// Asks for the slots of up to sixteen Gaussians, to be read soon.
  @inline(__always) private func prefetch(first: Int, count: Int) {
    let starts = workspace.placeStarts.pointer
    let (from, to) = (min(first, gaussians.count), min(first + count, gaussians.count))
    for place in Int(starts[from])..<Int(starts[to]) {
      hfPrefetch(workspace.slots.pointer + Int(workspace.places.pointer[place]) * slot.vectors)
    }
  }

  /// Writes zeros for Gaussians that are not drawn.
  private func clear(first: Int, count: Int) {
    func clear(_ values: UnsafeMutableBufferPointer<Float>, _ stride: Int) {
      // There are Gaussians, so the buffers have addresses.
      (values.baseAddress! + first * stride).update(repeating: 0, count: count * stride)
    }
    clear(target.means, 3)
    clear(target.quaternions, 4)
    clear(target.scales, 3)
    clear(target.opacities, 1)
    clear(target.screen, 2)
    if let absolute = target.absoluteScreen { clear(absolute, 2) }
  }

  /// Takes the gathered gradients of up to sixteen Gaussians back through the projection.
  private func propagate(
    first: Int, count: Int, _ scratch: UnsafeMutablePointer<Lanes>, _ pose: inout PoseGradientLanes
  ) {
    let drawn = drawnLanes(first: first, count: count)
    let floats = UnsafeRawPointer(scratch).assumingMemoryBound(to: Float.self)
    func gathered(_ column: Int) -> Lanes { .gather(floats + column, stride: 16, count: count) }
    // A Gaussian that is not drawn may project to anything: its results are replaced by zeros.
    func kept(_ lanes: Lanes) -> Lanes { lanes.replacing(with: Lanes(0), where: .!drawn) }
    func kept(_ lanes: Lanes3) -> Lanes3 { Lanes3(kept(lanes.x), kept(lanes.y), kept(lanes.z)) }

    let projection = ProjectionLanes(gaussians, first: first, count: count, camera: camera)
    let inverse = Lanes(1) / projection.determinant
    let conic = (
      xx: projection.varianceY * inverse, xy: Lanes(0) - projection.covariance * inverse,
      yy: projection.varianceX * inverse
    )
    let half = Lanes(-0.5)
    let (sum, sumX, sumY) = (gathered(0), gathered(1), gathered(2))
    let conicGradient = (xx: half * gathered(3), xy: Lanes(0) - gathered(4), yy: half * gathered(5))
    let screenX = kept(conic.xx * sumX + conic.xy * sumY)
    let screenY = kept(conic.xy * sumX + conic.yy * sumY)
    let gradient = ProjectionGradientLanes(
      projection, camera, conic: conic, conicGradient: conicGradient, screen: (screenX, screenY),
      depth: gathered(15))

    // There are Gaussians, so the buffers have addresses.
    kept(gradient.mean).scatter(to: target.means.baseAddress! + first * 3, count: count)
    kept(gradient.scale).scatter(to: target.scales.baseAddress! + first * 3, count: count)
    let quaternions = target.quaternions.baseAddress! + first * 4
    kept(gradient.quaternion.w).scatter(to: quaternions, stride: 4, count: count)
    kept(gradient.quaternion.v.x).scatter(to: quaternions + 1, stride: 4, count: count)
    kept(gradient.quaternion.v.y).scatter(to: quaternions + 2, stride: 4, count: count)
    kept(gradient.quaternion.v.z).scatter(to: quaternions + 3, stride: 4, count: count)
    let opacity = Lanes.gather(gaussians.opacities.baseAddress! + first, stride: 1, count: count)
    kept(sum / opacity).scatter(to: target.opacities.baseAddress! + first, stride: 1, count: count)
    let screen = target.screen.baseAddress! + first * 2
    screenX.scatter(to: screen, stride: 2, count: count)
    screenY.scatter(to: screen + 1, stride: 2, count: count)
    if let absolute = target.absoluteScreen {
      let (absolute, ln2) = (absolute.baseAddress! + first * 2, Lanes(PackedGaussian.ln2))
      (gathered(6) * ln2).scatter(to: absolute, stride: 2, count: count)
      (gathered(7) * ln2).scatter(to: absolute + 1, stride: 2, count: count)
    }
    pose.add(kept(gradient.rows.0), kept(gradient.rows.1), kept(gradient.rows.2), kept(gradient.point))
  }

  /// Which of up to sixteen Gaussians are drawn.
  @inline(__always) private func drawnLanes(first: Int, count: Int) -> SIMDMask<SIMD16<Int32>> {
    var bits = SIMD16<UInt32>()
    for lane in 0..<count { bits[lane] = workspace.depthBits.pointer[first + lane] }
    return bits .!= SIMD16<UInt32>(repeating: 0)
  }
}
