import Captures
import Dispatch
import Splatting
import Tensors

/// Finds scene points by sweeping a plane through the views (Collins 1996): of the distances along a pixel's ray, the
/// one is taken at which a patch around the pixel looks most alike in the neighbouring frames.
struct PlaneSweep {
  private let frames: [TrainingFrame]
  private let images: [GreyImage]
  private let neighbors: [[Int]]
  /// Distances tried along a ray, in rising order.
  private let depths: [[Float]]

  private static let hypotheses = 96
  private static let neighborCount = 6
  /// What the cameras look at is this many times as far as the nearest distance that is tried.
  private static let nearestPart: Float = 4
  /// Patches have 2 * 2 + 1 pixels a side, two pixels apart.
  private static let patch: [SIMD2<Float>] = (-2...2).flatMap { y in
    (-2...2).map { x in SIMD2(Float(x), Float(y)) * 2 }
  }
  /// A patch is found again where the correlation is at least this.
  private static let confidence: Float = 0.75
  /// Least standard deviation of a patch's brightness.
  private static let leastContrast: Float = 0.015

  /// The whole scene.
  init(frames: [TrainingFrame]) {
    let focus = CameraGaze(frames.map(\.camera))?.focus
    self.init(frames, focus: focus, leastBaseline: 0.01, parts: 1 / Double(Self.nearestPart)...8)
  }

  /// What is to be seen at about the distance of `place`, world frame, from cameras far enough apart to tell it well.
  init(frames: [TrainingFrame], around place: SIMD3<Double>) {
    self.init(frames, focus: place, leastBaseline: 0.04, parts: 0.6...1.6)
  }

  /// - Parameters:
  ///   - focus: what the cameras look at.
  ///   - leastBaseline: how far apart cameras have to be, in distances from the focus.
  ///   - parts: the distances that are tried, in distances from the focus.
  private init(
    _ frames: [TrainingFrame], focus: SIMD3<Double>?, leastBaseline: Double, parts: ClosedRange<Double>
  ) {
    self.frames = frames
    images = frames.map { GreyImage($0) }
    let cameras = frames.map(\.camera)
    neighbors = cameras.indices.map {
      Self.neighbors(of: $0, among: cameras, focus: focus, leastBaseline: leastBaseline)
    }
    depths = cameras.map { camera in
      let distance = max(focus.map { length($0 - camera.position) } ?? 1, 1e-6)
      return Self.depths(nearest: distance * parts.lowerBound, farthest: distance * parts.upperBound)
    }
  }

  /// Distances whose inverses are evenly spaced.
  private static func depths(nearest: Double, farthest: Double) -> [Float] {
    (0..<hypotheses).map { index in
      let part = Double(index) / Double(hypotheses - 1)
      return Float(1 / (1 / nearest + (1 / farthest - 1 / nearest) * part))
    }
  }

  /// Other cameras that see much the same from elsewhere: those seen under angles nearest to ten degrees from what
  /// the cameras look at.
  private static func neighbors(
    of index: Int, among cameras: [Camera], focus: SIMD3<Double>?, leastBaseline: Double
  ) -> [Int] {
    guard let focus else { return [] }
    func direction(_ camera: Camera) -> SIMD3<Double> { normalize(camera.position - focus) }
    let own = direction(cameras[index])
    let wanted = 0.985  // The cosine of ten degrees.
    let others = cameras.indices.filter { other in
      // Without a baseline a patch is found again at every distance.
      length(cameras[other].position - cameras[index].position)
        > leastBaseline * length(cameras[index].position - focus)
        && dot(cameras[other].forward, cameras[index].forward) > 0.5
    }
    let misses = cameras.map { abs(dot(direction($0), own) - wanted) }
    return Array(others.sorted { misses[$0] < misses[$1] }.prefix(neighborCount))
  }

  /// What was found for a pixel.
  private struct Sample {
    var frame: Int
    var pixel: SIMD2<Float>
    /// None where no distance is convincing.
    var depth: Float?
  }

  /// About `count` points with the colours of the pixels that they were found at.
  ///
  /// Pixels without contrast, as of walls, take the distance of the nearest convincing one of their frame. Points far
  /// from all others are left out.
  func points(_ count: Int, generator: RandomGenerator) -> PointCloud {
    withoutOutliers(cloud(filled(found(drawn(count, generator)))))
  }

  /// Points with the colours of the pixels that they were found at, of about `count` pixels on masks of `labels`.
  ///
  /// Only those whose distance is convincing; points far from all others are left out.
  func points(_ count: Int, on labels: Set<FrameLabel>, generator: RandomGenerator) -> PointCloud {
    withoutOutliers(cloud(found(drawn(count, on: labels, generator))))
  }

  /// `samples` with distances where these are convincing.
  private func found(_ samples: [Sample]) -> [Sample] {
    var samples = samples
    samples.withUnsafeMutableBufferPointer { buffer in
      // Each sample is written by the one iteration that owns it.
      nonisolated(unsafe) let samples = buffer
      let block = 256
      DispatchQueue.concurrentPerform(iterations: (samples.count + block - 1) / block) { part in
        for index in part * block..<min((part + 1) * block, samples.count) {
          samples[index].depth = depth(of: samples[index])
        }
      }
    }
    return samples
  }

  private func drawn(_ count: Int, _ generator: RandomGenerator) -> [Sample] {
    let places = Tensor.randomUniform([count, 2], generator: generator).floats()
    return (0..<count).map { index in
      let frame = index % frames.count
      let size = SIMD2(Float(images[frame].width), Float(images[frame].height))
      let place = (SIMD2(places[2 * index], places[2 * index + 1]) * size).rounded(.down) + 0.5
      return Sample(frame: frame, pixel: place)
    }
  }

  private func drawn(
    _ count: Int, on labels: Set<FrameLabel>, _ generator: RandomGenerator
  ) -> [Sample] {
    let perFrame = count / max(frames.count, 1)
    return frames.indices.flatMap { frame -> [Sample] in
      guard let coverage = frames[frame].coverage(of: labels)?.floats() else { return [] }
      let pixels = coverage.indices.filter { coverage[$0] > 0.5 }
      let places = Tensor.randomUniform([perFrame], generator: generator).floats()
      return pixels.isEmpty
        ? []
        : places.map { place in
          let pixel = pixels[min(Int(place * Float(pixels.count)), pixels.count - 1)]
          let width = images[frame].width
          return Sample(frame: frame, pixel: SIMD2(Float(pixel % width), Float(pixel / width)) + 0.5)
        }
    }
  }

  /// The distance at which the patch is found again in the better half of the neighbours.
  private func depth(of sample: Sample) -> Float? {
    let image = images[sample.frame]
    let places = Self.patch.map { sample.pixel + $0 }
    guard let own = normalizedPatch(in: image, at: places) else { return nil }
    let maps = neighbors[sample.frame].map { neighbor in
      PatchMap(from: image.camera, to: images[neighbor].camera, at: sample.pixel)
    }
    var best: (score: Float, depth: Float)?
    for depth in depths[sample.frame] {
      var scores: [Float] = []
      for (neighbor, map) in zip(neighbors[sample.frame], maps) {
        let places = map.places(Self.patch, depth: depth)
        guard let other = normalizedPatch(in: images[neighbor], at: places) else { continue }
        scores.append(zip(own, other).reduce(0) { $0 + $1.0 * $1.1 })
      }
      guard scores.count >= 2 else { continue }
      let better = scores.sorted(by: >).prefix((scores.count + 1) / 2)
      let score = better.reduce(0, +) / Float(better.count)
      if score > best?.score ?? Self.confidence { best = (score, depth) }
    }
    return best?.depth
  }

  /// The brightness at `places`, with mean 0 and length 1; none outside the image or without contrast.
  private func normalizedPatch(in image: GreyImage, at places: [SIMD2<Float>]) -> [Float]? {
    var values: [Float] = []
    values.reserveCapacity(places.count)
    for place in places {
      guard let value = image.value(at: place) else { return nil }
      values.append(value)
    }
    let count = Float(values.count)
    let mean = values.reduce(0, +) / count
    let length = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
    guard length > Self.leastContrast * count.squareRoot() else { return nil }
    return values.map { ($0 - mean) / length }
  }

  /// The samples with a distance each: where none was convincing, that of the nearest one in the frame, or of what the
  /// cameras look at.
  private func filled(_ samples: [Sample]) -> [Sample] {
    let known = Dictionary(grouping: samples.filter { $0.depth != nil }, by: \.frame)
    return samples.map { sample in
      guard sample.depth == nil else { return sample }
      let nearest = known[sample.frame]?.min { distance($0, sample) < distance($1, sample) }
      return Sample(
        frame: sample.frame, pixel: sample.pixel,
        depth: nearest?.depth ?? depths[sample.frame][0] * Self.nearestPart)
    }
  }

  /// The square of the distance of two samples' pixels.
  private func distance(_ a: Sample, _ b: Sample) -> Float {
    let difference = a.pixel - b.pixel
    return (difference * difference).sum()
  }

  private func cloud(_ samples: [Sample]) -> PointCloud {
    var cloud = PointCloud()
    // Frame by frame, so that the colours of only one are in memory at full precision.
    for (frame, samples) in Dictionary(grouping: samples, by: \.frame).sorted(by: { $0.key < $1.key }) {
      let colors = frames[frame].image.floats()
      let camera = images[frame].camera
      for sample in samples {
        guard let depth = sample.depth else { continue }
        let slope = (SIMD2<Double>(sample.pixel) - camera.principalPoint) / camera.focalLength
        let point = camera.worldToCamera.inverse * (SIMD3(slope.x, slope.y, 1) * Double(depth))
        cloud.positions.append(SIMD3<Float>(point))
        let start = (Int(sample.pixel.y) * camera.width + Int(sample.pixel.x)) * 3
        cloud.colors.append([colors[start], colors[start + 1], colors[start + 2]])
      }
    }
    return cloud
  }

  /// The cloud without points more than eight times as far from their neighbours as the median.
  private func withoutOutliers(_ cloud: PointCloud) -> PointCloud {
    guard cloud.positions.count > 8 else { return cloud }
    let spacings = NearestNeighbors(cloud.positions).nearestOthers(3).rootMeanSquareDistances()
    let limit = 8 * spacings.sorted()[spacings.count / 2]
    let kept = cloud.positions.indices.filter { spacings[$0] <= limit }
    return PointCloud(positions: kept.map { cloud.positions[$0] }, colors: kept.map { cloud.colors[$0] })
  }
}

/// Where the pixels around one pixel of a camera are seen by another, if they lie at a distance.
private struct PatchMap {
  /// From slopes in the first camera to homogeneous pixels in the second, but for the translation over the depth.
  private let directions: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)
  private let translation: SIMD3<Float>

  init(from: Camera, to: Camera, at pixel: SIMD2<Float>) {
    let motion = to.worldToCamera * from.worldToCamera.inverse
    func projected(_ v: SIMD3<Double>) -> SIMD3<Float> {
      let scaled = SIMD2(v.x, v.y) * to.focalLength + to.principalPoint * v.z
      return [Float(scaled.x), Float(scaled.y), Float(v.z)]
    }
    let slope = (SIMD2<Double>(pixel) - from.principalPoint) / from.focalLength
    directions = (
      projected(motion.rotation * [slope.x, slope.y, 1]),
      projected(motion.rotation * [1 / from.focalLength.x, 0, 0]),
      projected(motion.rotation * [0, 1 / from.focalLength.y, 0])
    )
    translation = projected(motion.translation)
  }

  func places(_ offsets: [SIMD2<Float>], depth: Float) -> [SIMD2<Float>] {
    let base = directions.0 + translation / depth
    return offsets.map { offset in
      let point = base + directions.1 * offset.x + directions.2 * offset.y
      // What lies behind the camera falls outside every image.
      return point.z > 1e-6 ? SIMD2(point.x, point.y) / point.z : [-1, -1]
    }
  }
}
