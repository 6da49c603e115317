import Foundation
import Images
import Splatting
import Testing

/// A surface whose colour is a linear function of the place.
private struct Gradient: Material {
  var slope: SIMD3<Float> = .zero
  var offset: SIMD3<Float> = [1, 1, 1]
  func appearance(at point: SIMD3<Float>) -> Appearance {
    Appearance(albedo: offset + slope * point)
  }
}

/// Light from all sides alike: colours are albedos.
private let evenLight = Lighting(lampColor: .zero, skyColor: [1, 1, 1], groundColor: [1, 1, 1])

private func linear(_ coded: Float) -> Float {
  coded <= 0.04045 ? coded / 12.92 : Float(pow((Double(coded) + 0.055) / 1.055, 2.4))
}

/// A camera at the origin that looks along +z.
private func frontCamera(width: Int = 64, height: Int = 48, focalLength: Double = 60) -> Camera {
  Camera(
    width: width, height: height, focalLength: [focalLength, focalLength],
    principalPoint: [Double(width) / 2, Double(height) / 2], worldToCamera: .identity)
}

private func triangle(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) -> TriangleMesh {
  TriangleMesh(positions: [a, b, c], faces: [[0, 1, 2]])
}

/// A square across the camera's axis, facing the camera.
private func square(depth: Float, halfSize: Float, center: SIMD2<Float> = .zero) -> TriangleMesh {
  TriangleMesh(
    positions: [(-1, -1), (1, -1), (1, 1), (-1, 1)].map {
      SIMD3<Float>(center.x + halfSize * $0.0, center.y + halfSize * $0.1, depth)
    }, faces: [[0, 2, 1], [0, 3, 2]])
}

private func sphere(center: SIMD3<Float>, radius: Float, segments: Int) -> TriangleMesh {
  var mesh = TriangleMesh()
  let rings = segments / 2
  for ring in 0...rings {
    for segment in 0...segments {
      let (u, v) = (Float(ring) / Float(rings) * .pi, Float(segment) / Float(segments) * 2 * .pi)
      let direction = SIMD3<Float>(
        Float(sin(Double(u)) * cos(Double(v))), Float(sin(Double(u)) * sin(Double(v))),
        Float(cos(Double(u))))
      mesh.positions.append(center + direction * radius)
    }
  }
  let row = Int32(segments + 1)
  for ring in 0..<Int32(rings) {
    for segment in 0..<Int32(segments) {
      let (a, b) = (ring * row + segment, ring * row + segment + 1)
      mesh.faces += [[a, a + row, b + row], [a, b + row, b]]
    }
  }
  return mesh
}

@Suite struct TriangleRendererTests {
  @Test func slantedTriangleHasTheDepthAndCoverageOfItsPlane() {
    let corners: [SIMD3<Float>] = [[-0.4, -0.3, 1.0], [0.1, 0.45, 1.8], [0.5, -0.2, 1.3]]
    let camera = frontCamera()
    let view = TriangleRenderer(samplesPerSide: 1, lighting: evenLight).render(
      [Surface(mesh: triangle(corners[0], corners[1], corners[2]), material: Gradient(), label: 7)],
      camera: camera)
    let (a, b, c) = (SIMD3<Double>(corners[0]), SIMD3<Double>(corners[1]), SIMD3<Double>(corners[2]))
    let normal = cross(b - a, c - a)
    let projected = [a, b, c].map { SIMD2($0.x, $0.y) / $0.z * 60 + SIMD2(32, 24) }
    var covered = 0
    for y in 0..<camera.height {
      for x in 0..<camera.width {
        let center = SIMD2(Double(x) + 0.5, Double(y) + 0.5)
        let sides = (0..<3).map { index -> Double in
          let (from, to) = (projected[index], projected[(index + 1) % 3])
          let (edge, way) = (to - from, center - from)
          return edge.x * way.y - edge.y * way.x
        }
        let inside = sides.allSatisfy { $0 < 0 } || sides.allSatisfy { $0 > 0 }
        #expect((view.labels[x, y] == 7) == inside)
        guard inside else { continue }
        covered += 1
        let ray = SIMD3((center.x - 32) / 60, (center.y - 24) / 60, 1)
        #expect(abs(Double(view.depth[x, y]) - dot(a, normal) / dot(ray, normal)) < 1e-5)
      }
    }
    #expect(covered > 300)
  }

  @Test func texturesAreCorrectInPerspective() {
    let mesh = triangle([-0.8, -0.6, 0.8], [0.0, 1.6, 3.0], [0.9, -0.5, 1.2])
    let material = Gradient(slope: [0.3, 0.2, 0.15], offset: [0.4, 0.4, 0.2])
    let view = TriangleRenderer(samplesPerSide: 1, lighting: evenLight).render(
      [Surface(mesh: mesh, material: material, label: 1)], camera: frontCamera())
    var seen = 0
    for y in 0..<48 {
      for x in 0..<64 where view.labels[x, y] == 1 {
        seen += 1
        let z = view.depth[x, y]
        let point = SIMD3<Float>((Float(x) + 0.5 - 32) / 60 * z, (Float(y) + 0.5 - 24) / 60 * z, z)
        let expected = material.appearance(at: point).albedo
        for channel in 0..<3 {
          #expect(abs(linear(view.image[x, y, channel]) - expected[channel]) < 2e-4)
        }
      }
    }
    #expect(seen > 300)
  }

  @Test func aTriangleThatReachesBehindTheCameraIsDrawnWhereItIsInFront() {
    // A floor 0.5 m below the camera, from behind it to far ahead (y is down).
    let mesh = triangle([-200, 0.5, -5], [0, 0.5, 400], [200, 0.5, -5])
    let flipped = TriangleMesh(positions: mesh.positions, faces: [[0, 2, 1]])
    let camera = frontCamera()
    let render = TriangleRenderer(samplesPerSide: 1, lighting: evenLight).render
    let views = [mesh, flipped].map { render([Surface(mesh: $0, material: Gradient(), label: 1)], camera) }
    let seen = views.filter { $0.labels.values.contains(1) }
    #expect(seen.count == 1, "a triangle is drawn from its outside alone")
    for y in 0..<48 {
      let slope = (Double(y) + 0.5 - 24) / 60
      let depth = Double(seen[0].depth[20, y])
      if slope > 0.01 { #expect(abs(depth - 0.5 / slope) < 1e-3 * depth) }
      if slope < 0 { #expect(depth == 0) }
    }
  }

  @Test func sphereHasTheSilhouetteOfItsTangentCone() {
    let camera = frontCamera(width: 160, height: 120, focalLength: 150)
    let (distance, radius) = (1.0, 0.25)
    let view = TriangleRenderer(samplesPerSide: 1, lighting: evenLight).render(
      [
        Surface(
          mesh: sphere(center: [0, 0, Float(distance)], radius: Float(radius), segments: 160),
          material: Gradient(), label: 3)
      ], camera: camera)
    var (area, sum) = (0.0, SIMD2<Double>.zero)
    for y in 0..<120 {
      for x in 0..<160 where view.labels[x, y] == 3 {
        area += 1
        sum += [Double(x) + 0.5, Double(y) + 0.5]
      }
    }
    let expected = 150 * radius / (distance * distance - radius * radius).squareRoot()
    #expect(abs(area / (Double.pi * expected * expected) - 1) < 0.01)
    #expect(abs(sum.x / area - 80) < 0.05 && abs(sum.y / area - 60) < 0.05)
    #expect(abs(Double(view.depth[80, 60]) - 0.75) < 1e-3)
  }

  @Test(arguments: [false, true]) func theNearerSurfaceHidesTheOther(reversed: Bool) {
    let near = Surface(mesh: square(depth: 1, halfSize: 0.2), material: Gradient(), label: 1)
    let far = Surface(mesh: square(depth: 2, halfSize: 0.8), material: Gradient(), label: 3)
    let view = TriangleRenderer(samplesPerSide: 1, lighting: evenLight).render(
      reversed ? [far, near] : [near, far], camera: frontCamera())
    #expect(view.labels[32, 24] == 1 && view.depth[32, 24] == 1)
    #expect(view.labels[12, 24] == 3 && view.depth[12, 24] == 2)
    #expect(view.labels[2, 24] == 0 && view.depth[2, 24] == 0)
    #expect(view.labels.values.filter { $0 == 1 }.count == 24 * 24)
  }

  @Test func noSampleFallsBetweenTriangles() {
    var mesh = TriangleMesh()
    let count: Int32 = 40
    for row in 0...count {
      for column in 0...count {
        let (u, v) = (Double(column) / Double(count) * 2 - 1, Double(row) / Double(count) * 2 - 1)
        mesh.positions.append([Float(u), Float(v), Float(1.5 + 0.2 * sin(7 * u) * cos(5 * v))])
      }
    }
    for row in 0..<count {
      for column in 0..<count {
        let a = row * (count + 1) + column
        mesh.faces += [[a, a + count + 2, a + 1], [a, a + count + 1, a + count + 2]]
      }
    }
    let view = TriangleRenderer(samplesPerSide: 1, lighting: evenLight).render(
      [Surface(mesh: mesh, material: Gradient(), label: 1)],
      camera: frontCamera(width: 400, height: 300, focalLength: 700))
    #expect(view.labels.values.allSatisfy { $0 == 1 })
  }

  @Test func edgesAreTheMeanOfTheirSamples() {
    // The square's left edge cuts pixel 20 so that two of three samples are inside.
    let edge = Float((20.4 - 32) / 60)
    let half: Float = 0.3
    let mesh = square(depth: 1, halfSize: half, center: [edge + half, 0])
    let view = TriangleRenderer(samplesPerSide: 3, lighting: evenLight).render(
      [Surface(mesh: mesh, material: Gradient(), label: 1)], camera: frontCamera())
    #expect(abs(linear(view.image[20, 24]) - 2.0 / 3) < 1e-3)
    #expect(view.labels[20, 24] == 1)
    #expect(view.image[19, 24] == 0 && abs(view.image[21, 24] - 1) < 1e-4)
  }

  @Test func aThingBetweenLampAndFloorCastsASoftShadow() {
    let lighting = Lighting(
      lampPosition: [0, 0, 2], lampTarget: [0, 0, 0], shadowExtent: 0.6, shadowSoftness: 0.02,
      lampColor: [0.5, 0.5, 0.5], skyColor: [0.25, 0.25, 0.25], groundColor: [0.25, 0.25, 0.25])
    let floor = TriangleMesh(
      positions: [[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], faces: [[0, 1, 2], [0, 2, 3]])
    let blocker = TriangleMesh(
      positions: floor.positions.map { [$0.x * 0.1, $0.y * 0.1, 0.5] }, faces: floor.faces)
    let camera = Camera(
      lookingAt: [0, 0, 0], from: [1.5, 0, 0.4], width: 200, height: 60, focalLength: 220)
    let view = TriangleRenderer(lighting: lighting).render(
      [
        Surface(mesh: floor, material: Gradient(), label: 1),
        Surface(mesh: blocker, material: Gradient(), label: 3),
      ], camera: camera)
    // Straight under the blocker only the light from all sides is left; 0.5 m beside it the lamp is there too.
    #expect(abs(linear(view.image[100, 30]) - 0.25) < 0.005)
    let beside = camera.worldToCamera * SIMD3(0, 0.5, 0)
    let x = Int(beside.x / beside.z * 220 + 100)
    let lampShare = 2 / (4 + 0.25).squareRoot()
    #expect(abs(linear(view.image[x, 30]) - Float(0.25 + 0.5 * lampShare)) < 0.01)
    let tones = (100...x).map { linear(view.image[$0, 30]) }
    #expect(tones.contains { $0 > 0.35 && $0 < 0.6 }, "the shadow has a soft edge")
  }

  @Test func nothingGivesAnEmptyView() {
    let view = TriangleRenderer().render([], camera: frontCamera())
    #expect(view.labels.values.allSatisfy { $0 == 0 } && view.depth.values.allSatisfy { $0 == 0 })
    #expect(view.image.values.allSatisfy { $0 == 0 })
  }
}
