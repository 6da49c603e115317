import Foundation
import Splatting

/// The sizes of a mug in metres; its axis is z, its foot's middle the origin, its handle along -x.
struct MugShape: Sendable {
  /// Outer radius.
  var radius: Float = 0.039
  /// From the foot to the rim.
  var height: Float = 0.1
  /// The wall's thickness.
  var wall: Float = 0.0045

  /// The mug: a turned body and a bent tube whose ends are inside the wall.
  func mesh() -> TriangleMesh {
    let inner = radius - wall
    let corners: [SIMD2<Float>] = [
      [0, 0], [radius * 0.9, 0], [radius, 0.006], [radius, height * 0.5], [radius, height],
      [inner, height], [inner, height * 0.5], [inner, 0.008], [0, 0.008],
    ]
    let body = TriangleMesh.lathe(
      profile: TriangleMesh.rounded(corners, radius: 0.002), segments: 72)
    let halfTurn = RigidTransform(rotation: Matrix3(diagonal: [-1, -1, 1]))
    return body.joined(with: handle().transformed(by: halfTurn))
  }

  private func handle() -> TriangleMesh {
    let start = radius - wall * 0.5
    let (reach, rise): (Float, Float) = (0.027, height * 0.27)
    let path = (0...28).map { step -> SIMD2<Float> in
      let angle = Float.pi * (Float(step) / 28 - 0.5)
      return [start + reach * pow(max(cos(angle), 0), 0.8), height * 0.53 + rise * sin(angle)]
    }
    return .tube(path: path, radii: [0.0045, 0.006], segments: 16)
  }
}
