import Files
import Foundation

/// Where the meshes of a GLB file are.
struct GLBTree {
  /// A mesh in its place.
  struct Placed {
    var mesh: Int
    var transform: SimilarityTransform
  }

  /// The meshes that the scene shows, as often as it shows them.
  let meshes: [Placed]

  private typealias Affine = (linear: Matrix3, translation: SIMD3<Double>)

  /// - Throws: `FileError` where the tree is none, or a mesh is mirrored or stretched.
  init(_ contents: GLTFContents, _ url: URL) throws {
    let nodes = contents.nodes ?? []
    let scene = contents.scenes?[checked: contents.scene ?? 0]
    var waiting = (scene?.nodes ?? []).map { ($0, Affine(.identity, .zero)) }
    var visited: Set<Int> = []
    var meshes: [Placed] = []
    while let (index, parent) = waiting.popLast() {
      guard let node = nodes[checked: index] else { throw FileError(url, "has no node \(index)") }
      guard visited.insert(index).inserted else {
        throw FileError(url, "is damaged: node \(index) is in its tree twice")
      }
      let own = try Self.local(node, index, url)
      let place = Affine(parent.linear * own.linear, parent.linear * own.translation + parent.translation)
      if let mesh = node.mesh {
        meshes.append(Placed(mesh: mesh, transform: try Self.similarity(place, index, url)))
      }
      waiting += (node.children ?? []).map { ($0, place) }
    }
    self.meshes = meshes
  }

  private static func local(_ node: GLTFContents.Node, _ index: Int, _ url: URL) throws -> Affine {
    func numbers(_ values: [Double]?, _ standard: [Double]) throws -> [Double] {
      let values = values ?? standard
      guard values.count == standard.count, values.allSatisfy(\.isFinite) else {
        throw FileError(
          url, "node \(index) has a place of \(values.count) numbers, where \(standard.count) belong")
      }
      return values
    }
    if node.matrix != nil {
      let m = try numbers(node.matrix, Array(repeating: 0, count: 16))
      return (
        Matrix3(columns: [m[0], m[1], m[2]], [m[4], m[5], m[6]], [m[8], m[9], m[10]]), [m[12], m[13], m[14]]
      )
    }
    let move = try numbers(node.translation, [0, 0, 0])
    let turn = try numbers(node.rotation, [0, 0, 0, 1])
    let scale = try numbers(node.scale, [1, 1, 1])
    guard turn.contains(where: { $0 != 0 }) else {
      throw FileError(url, "node \(index) has a rotation of length 0")
    }
    let rotation = UnitQuaternion(normalizing: turn[3], [turn[0], turn[1], turn[2]]).matrix
    return (rotation * Matrix3(diagonal: [scale[0], scale[1], scale[2]]), [move[0], move[1], move[2]])
  }

  private static func similarity(_ place: Affine, _ index: Int, _ url: URL) throws -> SimilarityTransform {
    let scale = cbrt(place.linear.determinant)
    let rotation = place.linear * (1 / scale)
    let off = zip((rotation.transposed * rotation).elements, Matrix3.identity.elements).map { abs($0 - $1) }
    guard scale > 0, off.allSatisfy({ $0 < 1e-3 }) else {
      throw FileError(
        url, "node \(index) stretches or mirrors its Gaussians", remedy: "apply the nodes' transforms first")
    }
    return SimilarityTransform(
      scale: scale, rotation: UnitQuaternion(rotation).matrix, translation: place.translation)
  }
}
