import Splatting

/// The solid around a skeleton at rest: tapered cones for fingers, a palm of cones and pads, a forearm.
struct HandFlesh: Sendable {
  private let skeleton: HandSkeleton

  init(_ skeleton: HandSkeleton) { self.skeleton = skeleton }

  /// A box that holds all of it.
  static let bounds = (
    lower: SIMD3<Double>(-0.105, -0.125, -0.065), upper: SIMD3<Double>(0.08, 0.205, 0.045)
  )

  /// The distance to the skin, negative inside.
  func distance(_ p: SIMD3<Double>) -> Double {
    var fingers = Double.infinity
    for finger in skeleton.fingers.dropLast() {
      fingers = ImplicitShapes.union(fingers, distance(p, to: finger), radius: 0.003)
    }
    let palm = palmDistance(p)
    let hand = ImplicitShapes.union(palm, fingers, radius: 0.010)
    let thumb = skeleton.fingers[skeleton.fingers.count - 1]
    return ImplicitShapes.union(hand, distance(p, to: thumb), radius: 0.018)
  }

  /// The distance to one finger alone.
  func distance(_ p: SIMD3<Double>, to finger: HandSkeleton.Finger) -> Double {
    var result = Double.infinity
    for bone in 0..<3 {
      let start = skeleton.joints[finger.joints[bone]]
      var end = skeleton.joints[finger.joints[bone + 1]]
      let radii = SIMD2(finger.radii[bone], finger.radii[bone + 1])
      if bone == 2 { end -= finger.directions[2] * radii.y }
      // A phalanx is a little thinner than the joints at its ends.
      let shaft = ImplicitShapes.capsule(p, start, end, radii: radii * 0.985)
      let joint = length(p - start) - radii.x * 0.99
      result = ImplicitShapes.union(
        result, ImplicitShapes.union(shaft, joint, radius: 0.003), radius: 0.002)
    }
    return ImplicitShapes.union(result, padDistance(p, finger: finger), radius: 0.005)
  }

  /// The soft pad under the last bone.
  private func padDistance(_ p: SIMD3<Double>, finger: HandSkeleton.Finger) -> Double {
    let (start, end) = (skeleton.joints[finger.joints[2]], skeleton.joints[finger.joints[3]])
    let radius = finger.radii[3]
    let center = start + (end - start) * 0.55 - finger.backs[2] * (radius * 0.35)
    return length(p - center) - radius * 0.92
  }

  /// The distance to everything that moves with the wrist.
  func palmDistance(_ p: SIMD3<Double>) -> Double {
    var result = forearmDistance(p)
    for finger in skeleton.fingers.dropLast() {
      let knuckle = skeleton.joints[finger.joints[0]]
      let root = SIMD3(knuckle.x * 0.45, 0.010, knuckle.z * 0.5)
      let bone = ImplicitShapes.capsule(p, root, knuckle, radii: [0.0135, finger.radii[0] * 1.02])
      result = ImplicitShapes.union(result, bone, radius: 0.012)
    }
    let pad = ImplicitShapes.ellipsoid(p, center: [0.001, 0.055, -0.006], axes: [0.036, 0.042, 0.0115])
    let heel = ImplicitShapes.ellipsoid(p, center: [0.021, 0.034, -0.008], axes: [0.014, 0.032, 0.0135])
    result = ImplicitShapes.union(result, pad, radius: 0.012)
    return ImplicitShapes.union(result, heel, radius: 0.012)
  }

  /// The wrist and the beginning of the forearm: broader than thick.
  private func forearmDistance(_ p: SIMD3<Double>) -> Double {
    let flatness = 0.74
    let scaled = SIMD3(p.x, p.y, p.z / flatness)
    return flatness
      * ImplicitShapes.capsule(scaled, [0, 0.010, 0], [0, -0.085, 0], radii: [0.0255, 0.029])
  }
}
