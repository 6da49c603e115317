import Files
import Foundation
import Tensors

/// Reads the Gaussians of a binary glTF file: all primitives with `KHR_gaussian_splatting` that its scene shows.
struct GaussianGLBReader {
  private static let known: Set<String> = [GaussianGLB.name, "KHR_mesh_quantization"]
  /// From glTF's right, up, back to the right, down, forward of other files of Gaussians.
  private static let axes = Matrix3(diagonal: [1, -1, -1])

  private let file: GLBFile
  private let url: URL

  init(_ url: URL) throws {
    file = try GLBFile(contentsOf: url)
    self.url = url
  }

  func model() throws -> GaussianModel {
    if let unknown = file.contents.extensionsRequired?.first(where: { !Self.known.contains($0) }) {
      throw FileError(url, "needs the extension \(unknown), which is not read", remedy: "export it without")
    }
    let placed = try primitives()
    guard !placed.isEmpty else {
      throw FileError(url, "holds no Gaussians (\(GaussianGLB.name)) in its scene")
    }
    var room = GaussianGLB.maximumCount
    for (primitive, _) in placed {
      room -= min(try count(primitive), room + 1)
      guard room >= 0 else {
        throw FileError(url, "tells of more than \(GaussianGLB.maximumCount) Gaussians, which are not taken")
      }
    }
    return try withoutGradients {
      let parts = try placed.map { try gaussians($0.primitive).transformed(by: $0.transform) }
      let model = GaussianModel(.concatenated(parts))
      try model.check(url)
      return model
    }
  }

  private func primitives() throws -> [(primitive: GLTFContents.Primitive, transform: SimilarityTransform)] {
    try GLBTree(file.contents, url).meshes.flatMap { placed in
      guard let mesh = file.contents.meshes?[checked: placed.mesh] else {
        throw FileError(url, "has no mesh \(placed.mesh)")
      }
      let transform = SimilarityTransform(
        scale: placed.transform.scale, rotation: Self.axes * placed.transform.rotation,
        translation: Self.axes * placed.transform.translation)
      return mesh.primitives.filter { $0.extensions?[GaussianGLB.name] != nil }.map { ($0, transform) }
    }
  }

  private func count(_ primitive: GLTFContents.Primitive) throws -> Int {
    try file.count(accessor("POSITION", primitive))
  }

  private func accessor(_ name: String, _ primitive: GLTFContents.Primitive) throws -> Int {
    guard let accessor = primitive.attributes[name] else {
      throw FileError(url, "its Gaussians have no attribute \(name)")
    }
    return accessor
  }

  /// The highest degree of which there is a coefficient.
  private func degree(_ primitive: GLTFContents.Primitive) -> Int {
    (0...3).last { primitive.attributes["\(GaussianGLB.name):SH_DEGREE_\($0)_COEF_0"] != nil } ?? 0
  }

  private func gaussians(_ primitive: GLTFContents.Primitive) throws -> Gaussians {
    let strings = primitive.extensions?[GaussianGLB.name]?.values ?? [:]
    for (key, wanted) in GaussianGLB.properties where strings[key] ?? wanted != wanted {
      throw FileError(url, "its Gaussians have the \(key) '\(strings[key] ?? "")', where \(wanted) is read")
    }
    let count = try count(primitive)
    func tensor(_ name: String, _ width: Int) throws -> Tensor {
      let values = try file.floats(accessor(name, primitive), width: width)
      guard values.count == count * width else {
        throw FileError(url, "\(name) has \(values.count / width) elements, the positions have \(count)")
      }
      return Tensor(values, shape: [count, width])
    }
    func own(_ name: String, _ width: Int) throws -> Tensor {
      try tensor("\(GaussianGLB.name):\(name)", width)
    }
    let means = try tensor("POSITION", 3)
    let degree = degree(primitive)
    let coefficients = try GaussianGLB.places(degree: degree).map {
      try own("SH_DEGREE_\($0.degree)_COEF_\($0.coefficient)", 3)
    }
    let (rotations, scales, opacities) = (try own("ROTATION", 4), try own("SCALE", 3), try own("OPACITY", 1))
    try require(scales, "scale", in: 0...Float.greatestFiniteMagnitude)
    try require(opacities, "opacity", in: 0...1)
    return Gaussians(
      means: means,
      rotations: .concatenated([rotations[.all, .from(3)], rotations[.all, .to(3)]], dimension: 1),
      scales: scales, opacities: opacities.reshaped([count]),
      harmonics: .stacked(coefficients, dimension: 1), degree: degree)
  }

  private func require(_ tensor: Tensor, _ name: String, in range: ClosedRange<Float>) throws {
    let values = tensor.floats()
    guard let place = values.firstIndex(where: { !range.contains($0) }) else { return }
    throw FileError(
      url, "Gaussian \(place / tensor.size(1)) has the \(name) \(values[place]), which cannot be",
      remedy: "export it again, or remove it")
  }
}
