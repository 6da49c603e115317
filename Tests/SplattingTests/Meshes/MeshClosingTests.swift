import Splatting
import Testing

@Suite struct MeshClosingTests {
  /// A box of half a metre without its top.
  private let openBox = TriangleMesh(
    positions: [
      [0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1],
    ],
    faces: [
      [0, 2, 1], [0, 3, 2], [0, 1, 5], [0, 5, 4], [1, 2, 6], [1, 6, 5], [2, 3, 7], [2, 7, 6], [3, 0, 4],
      [3, 4, 7],
    ])

  @Test func holesAreClosedWithTheirOutsideOut() {
    let closed = openBox.closed()
    #expect(closed.positions.count == 9 && closed.positions[8] == [0.5, 0.5, 1])
    #expect(closed.faces.count == 14)
    var edges: Set<SIMD2<Int32>> = []
    for face in closed.faces {
      for edge in [SIMD2(face.x, face.y), SIMD2(face.y, face.z), SIMD2(face.z, face.x)] {
        #expect(edges.insert(edge).inserted)
      }
    }
    #expect(edges.allSatisfy { edges.contains([$0.y, $0.x]) })
    // A box of volume 1 with outward faces.
    let volume = closed.faces.reduce(Float(0)) { sum, face in
      let (a, b, c) = (
        closed.positions[Int(face.x)], closed.positions[Int(face.y)], closed.positions[Int(face.z)]
      )
      return sum + dot(cross(a, b), c) / 6
    }
    #expect(abs(volume - 1) < 1e-5)
    #expect(closed.closed() == closed)
  }
}
