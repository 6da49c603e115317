import Foundation

/// Colours rows of samples: interpolates what the triangles carry, asks the materials, adds up the light.
struct RowShader {
  /// A corner's position and normal in the world frame, and where it is in the object at rest.
  private struct Vertex {
    var position: SIMD3<Float>
    var normal: SIMD3<Float>
    var texturePosition: SIMD3<Float>
  }

  private let vertices: [Vertex]
  private let materials: [any Material]
  private let lighting: Lighting
  private let eye: SIMD3<Float>

  /// Prepares the vertices of `surfaces` as seen from `eye`.
  init(_ surfaces: [Surface], lighting: Lighting, eye: SIMD3<Double>) {
    vertices = surfaces.flatMap { surface in
      surface.mesh.positions.indices.map {
        Vertex(
          position: surface.mesh.positions[$0], normal: surface.normals[$0],
          texturePosition: surface.texturePositions[$0])
      }
    }
    materials = surfaces.map(\.material)
    self.lighting = lighting
    self.eye = SIMD3<Float>(eye)
  }

  /// Working memory for one row.
  struct Scratch {
    fileprivate var positions: [SIMD3<Float>]
    fileprivate var normals: [SIMD3<Float>]
    fileprivate var texturePositions: [SIMD3<Float>]
    fileprivate var appearances: [Appearance]

    /// Memory for `width` samples.
    init(width: Int) {
      positions = Array(repeating: .zero, count: width)
      normals = positions
      texturePositions = positions
      appearances = Array(repeating: Appearance(albedo: .zero), count: width)
    }
  }

  /// Writes the linear colours of a row of samples to `colors`; black where nothing is seen.
  func shade(
    row: Int, of view: VisibilityBuffer, shadows: ShadowMap.Reader, scratch: inout Scratch,
    colors: inout [SIMD3<Float>]
  ) {
    let samples = row * view.width..<(row + 1) * view.width
    view.samples[samples].withUnsafeBufferPointer { samples in
      view.triangles.withUnsafeBufferPointer { triangles in
        interpolate(row: row, samples: samples, triangles: triangles, scratch: &scratch)
        askMaterials(samples: samples, triangles: triangles, scratch: &scratch)
      }
      for column in samples.indices {
        colors[column] =
          samples[column].triangle < 0
          ? .zero : light(column, scratch: scratch, shadows: shadows)
      }
    }
  }

  private func interpolate(
    row: Int, samples: UnsafeBufferPointer<VisibilityBuffer.Sample>,
    triangles: UnsafeBufferPointer<ProjectedTriangle>, scratch: inout Scratch
  ) {
    vertices.withUnsafeBufferPointer { vertices in
      for column in samples.indices where samples[column].triangle >= 0 {
        let triangle = triangles[Int(samples[column].triangle)]
        let weights = triangle.hit(column: column, row: row).weights
        let a = vertices[Int(triangle.vertices.x)]
        let b = vertices[Int(triangle.vertices.y)]
        let c = vertices[Int(triangle.vertices.z)]
        func blend(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) -> SIMD3<Float> {
          a * weights.x + b * weights.y + c * weights.z
        }
        scratch.positions[column] = blend(a.position, b.position, c.position)
        scratch.normals[column] = normalize(blend(a.normal, b.normal, c.normal))
        scratch.texturePositions[column] =
          blend(a.texturePosition, b.texturePosition, c.texturePosition)
      }
    }
  }

  private func askMaterials(
    samples: UnsafeBufferPointer<VisibilityBuffer.Sample>,
    triangles: UnsafeBufferPointer<ProjectedTriangle>, scratch: inout Scratch
  ) {
    func surface(_ column: Int) -> Int32 {
      let index = samples[column].triangle
      return index < 0 ? -1 : triangles[Int(index)].surface
    }
    scratch.texturePositions.withUnsafeBufferPointer { points in
      scratch.appearances.withUnsafeMutableBufferPointer { appearances in
        var start = 0
        while start < samples.count {
          let current = surface(start)
          var end = start + 1
          while end < samples.count, surface(end) == current { end += 1 }
          // The base address is there: a row has samples.
          if current >= 0, let first = points.baseAddress {
            materials[Int(current)].fill(
              UnsafeMutableBufferPointer(rebasing: appearances[start..<end]), at: first + start)
          }
          start = end
        }
      }
    }
  }

  /// Light from all sides, the lamp's on a matt surface (Lambert), and its highlight (Blinn and Phong).
  private func light(_ column: Int, scratch: Scratch, shadows: ShadowMap.Reader) -> SIMD3<Float> {
    let position = scratch.positions[column]
    let normal = scratch.normals[column]
    let appearance = scratch.appearances[column]
    var color = appearance.albedo * mix(lighting.groundColor, lighting.skyColor, 0.5 + 0.5 * normal.z)
    let towardsLamp = normalize(SIMD3<Float>(lighting.lampPosition) - position)
    let incidence = dot(normal, towardsLamp)
    guard incidence > 0 else { return color }
    let lamp = lighting.lampColor * shadows.visibility(of: position, normal: normal)
    color += appearance.albedo * lamp * incidence
    if appearance.gloss > 0 {
      let halfway = normalize(towardsLamp + normalize(eye - position))
      color += lamp * (appearance.gloss * pow(max(dot(normal, halfway), 0), appearance.shininess))
    }
    return color
  }
}
