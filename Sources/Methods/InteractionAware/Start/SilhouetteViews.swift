import Captures
import Splatting
import Tensors

/// A few frames with masks, by which points are told that cannot be of a layer, and coloured.
struct SilhouetteViews {
  /// What the views say of a point.
  struct Evidence {
    /// Views in whose image it is.
    var seen = 0
    /// Of these, those in which it is on the layer's mask.
    var inside = 0
    /// Of these, those in which something may hide it.
    var hidden = 0
    fileprivate var colorSum = SIMD3<Float>.zero

    /// The mean colour on the mask; grey where it was never there.
    var color: SIMD3<Float> { inside > 0 ? colorSum / Float(inside) : [0.5, 0.5, 0.5] }
  }

  private struct View {
    let camera: Camera
    let time: Double
    let colors: [Float]
    let own: [Float]
    let hiding: [Float]
  }

  private let views: [View]

  /// At most `count` frames, evenly spread over those with masks that show something of `own`.
  /// - Parameter hiding: the labels of what may stand before the layer.
  init(_ capture: TrainingCapture, own: Set<FrameLabel>, hiding: Set<FrameLabel>, count: Int) {
    let usable = capture.frames.filter { ($0.coverage(of: own)?.sum().item() ?? 0) > 0 }
    let step = max(1, Double(usable.count) / Double(count))
    let chosen = stride(from: 0, to: Double(usable.count), by: step).map { usable[Int($0)] }
    views = chosen.map { frame in
      View(
        camera: frame.camera, time: frame.time, colors: frame.image.floats(),
        own: frame.coverage(of: own)?.floats() ?? [], hiding: frame.coverage(of: hiding)?.floats() ?? [])
    }
  }

  /// Whether there is anything to judge by.
  var isEmpty: Bool { views.isEmpty }

  /// What is said of points, whose places at a time are `moved(time)`.
  func evidence(count: Int, moved: (Double) -> [SIMD3<Float>]) -> [Evidence] {
    var evidence = [Evidence](repeating: Evidence(), count: count)
    for view in views {
      for (index, point) in moved(view.time).enumerated() {
        guard let pixel = Self.pixel(of: point, view.camera) else { continue }
        evidence[index].seen += 1
        if view.own[pixel] > 0.5 {
          evidence[index].inside += 1
          evidence[index].colorSum += SIMD3(
            view.colors[pixel * 3], view.colors[pixel * 3 + 1], view.colors[pixel * 3 + 2])
        } else if view.hiding[pixel] > 0.5 {
          evidence[index].hidden += 1
        }
      }
    }
    return evidence
  }

  /// The number of the pixel that shows `point`; none outside of the image.
  private static func pixel(of point: SIMD3<Float>, _ camera: Camera) -> Int? {
    let local = camera.worldToCamera * SIMD3<Double>(point)
    guard local.z > RasterizerConstants.nearPlane else { return nil }
    let place = SIMD2(local.x, local.y) / local.z * camera.focalLength + camera.principalPoint
    guard place.x >= 0, place.y >= 0, place.x < Double(camera.width), place.y < Double(camera.height) else {
      return nil
    }
    return Int(place.y) * camera.width + Int(place.x)
  }
}
