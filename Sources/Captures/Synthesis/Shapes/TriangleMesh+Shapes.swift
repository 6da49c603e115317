import Foundation
import Splatting

extension TriangleMesh {
  /// A box with sharp edges, its middle at the origin.
  static func box(size: SIMD3<Float>) -> TriangleMesh {
    var mesh = TriangleMesh()
    for axis in 0..<3 {
      let (across, up) = ((axis + 1) % 3, (axis + 2) % 3)
      for sign in [Float(-1), 1] {
        let first = Int32(mesh.positions.count)
        for (u, v) in [(Float(-1), Float(-1)), (1, -1), (1, 1), (-1, 1)] {
          var corner = SIMD3<Float>.zero
          corner[axis] = sign
          corner[across] = u * sign
          corner[up] = v
          mesh.positions.append(corner * size / 2)
        }
        mesh.faces.append(SIMD3(0, 1, 2) &+ first)
        mesh.faces.append(SIMD3(0, 2, 3) &+ first)
      }
    }
    return mesh
  }

  /// The inside of a box: seen from within.
  static func room(size: SIMD3<Float>) -> TriangleMesh {
    var mesh = box(size: size)
    mesh.faces = mesh.faces.map { [$0.x, $0.z, $0.y] }
    return mesh
  }

  /// A closed surface around the z axis: `profile` of (radius, height) from the axis at the bottom, round the
  /// outside, to the axis again; its first and last radius must be 0.
  static func lathe(profile: [SIMD2<Float>], segments: Int) -> TriangleMesh {
    var mesh = TriangleMesh()
    for (index, point) in profile.enumerated() {
      let isPole = index == 0 || index == profile.count - 1
      for segment in 0..<(isPole ? 1 : segments) {
        let angle = 2 * Float.pi * Float(segment) / Float(segments)
        mesh.positions.append([point.x * cos(angle), point.x * sin(angle), point.y])
      }
    }
    func vertex(_ ring: Int, _ segment: Int) -> Int32 {
      if ring == 0 { return 0 }
      if ring == profile.count - 1 { return Int32(mesh.positions.count - 1) }
      return Int32(1 + (ring - 1) * segments + segment % segments)
    }
    for ring in 0..<profile.count - 1 {
      for segment in 0..<segments {
        let (a, b) = (vertex(ring, segment), vertex(ring, segment + 1))
        let (c, d) = (vertex(ring + 1, segment + 1), vertex(ring + 1, segment))
        if a != b { mesh.faces.append([a, b, c]) }
        if c != d { mesh.faces.append([a, c, d]) }
      }
    }
    return mesh
  }

  /// A ball around the origin.
  static func sphere(radius: Float, segments: Int = 48) -> TriangleMesh {
    let rings = segments / 2
    let profile = (0...rings).map { ring -> SIMD2<Float> in
      let angle = Float.pi * Float(ring) / Float(rings)
      let isPole = ring == 0 || ring == rings
      return [isPole ? 0 : radius * sin(angle), -radius * cos(angle)]
    }
    return lathe(profile: profile, segments: segments)
  }

  /// A tube of elliptic section along `path`, a curve in the plane y = 0, with flat ends.
  ///
  /// `radii.x` is measured in the plane, `radii.y` across it.
  static func tube(path: [SIMD2<Float>], radii: SIMD2<Float>, segments: Int) -> TriangleMesh {
    var mesh = TriangleMesh()
    for (index, point) in path.enumerated() {
      let before = path[max(index - 1, 0)]
      let after = path[min(index + 1, path.count - 1)]
      let tangent = normalize(SIMD3(after.x - before.x, 0, after.y - before.y))
      let sideways = SIMD3<Float>(tangent.z, 0, -tangent.x)
      for segment in 0..<segments {
        let angle = 2 * Float.pi * Float(segment) / Float(segments)
        mesh.positions.append(
          [point.x, 0, point.y] + sideways * (radii.x * cos(angle)) + [0, radii.y * sin(angle), 0])
      }
    }
    for ring in 0..<path.count - 1 {
      for segment in 0..<segments {
        let next = (segment + 1) % segments
        let (a, b) = (Int32(ring * segments + segment), Int32(ring * segments + next))
        let (c, d) = (b + Int32(segments), a + Int32(segments))
        mesh.faces += [[a, b, c], [a, c, d]]
      }
    }
    let last = Int32((path.count - 1) * segments)
    for segment in 1..<Int32(segments) - 1 {
      mesh.faces += [[0, segment + 1, segment], [last, last + segment, last + segment + 1]]
    }
    return mesh
  }

  /// A profile's corners replaced by arcs of `radius` with points in between, for smooth shading.
  static func rounded(_ profile: [SIMD2<Float>], radius: Float, steps: Int = 5) -> [SIMD2<Float>] {
    guard profile.count > 2, let first = profile.first, let last = profile.last else { return profile }
    var result = [first]
    for index in 1..<profile.count - 1 {
      let corner = profile[index]
      func towards(_ other: SIMD2<Float>) -> SIMD2<Float> {
        let way = other - corner
        let distance = (way * way).sum().squareRoot()
        return corner + way * min(radius / distance, 0.45)
      }
      let (start, end) = (towards(profile[index - 1]), towards(profile[index + 1]))
      for step in 0...steps {
        let t = Float(step) / Float(steps)
        // A quadratic curve through the corner's neighbours, with the corner as its control point.
        let (near, far) = ((1 - t) * (1 - t), t * t)
        result.append(start * near + corner * (2 * t * (1 - t)) + end * far)
      }
    }
    return result + [last]
  }
}
