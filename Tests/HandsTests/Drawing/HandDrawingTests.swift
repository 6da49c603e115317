import Files
import Foundation
import Hands
import Images
import Splatting
import TestSupport
import Testing

@Suite(.enabled(if: FreeHand.isThere, FreeHand.hint)) struct HandDrawingTests {
  /// A relaxed hand half a metre in front of a camera in the origin.
  private func track(_ side: HandTrack.Side) throws -> HandTrack {
    let model = try HandModels.free()[side]
    let pose: [Float] = [0.3, -0.2, 0.5] + HandGesture.relaxed.fingerPose(HandAnatomy(model))
    return try model.track(
      axisAngle: [pose, Array(repeating: .nan, count: 48)], shape: [],
      translation: [[0.02, 0.01, 0.5], .zero],
      flatHandMean: true)
  }

  private let camera = Camera(
    width: 160, height: 120, focalLength: [150, 150], principalPoint: [80, 60], worldToCamera: .identity)

  @Test func overlayLiesWhereTheCameraSeesTheHand() throws {
    let track = try track(.right)
    let grey = Image(width: 160, height: 120, channels: 3, repeating: 0.5)
    let drawn = HandOverlay(opacity: 1).draw([track], frame: 0, on: grey, camera: camera)
    var isHand = [Bool](repeating: false, count: 160 * 120)
    for pixel in isHand.indices { isHand[pixel] = drawn.values[3 * pixel] != 0.5 }
    let pixels = track.vertices[0].map { vertex in
      SIMD2(150 * vertex.x / vertex.z + 80, 150 * vertex.y / vertex.z + 60)
    }
    // All but those on the outline lie on the hand, and all of the hand is in the box around them.
    let onHand = pixels.count { isHand[Int($0.y) * 160 + Int($0.x)] }
    #expect(Double(onHand) > 0.9 * Double(pixels.count))
    let (low, high) = (
      pixels.reduce(pixels[0]) { pointwiseMin($0, $1) }, pixels.reduce(pixels[0]) { pointwiseMax($0, $1) }
    )
    for y in 0..<120 {
      for x in 0..<160 where isHand[y * 160 + x] {
        #expect(
          Float(x) > low.x - 1 && Float(x) < high.x + 1 && Float(y) > low.y - 1 && Float(y) < high.y + 1)
      }
    }
    // An unseen hand leaves the image as it is.
    #expect(HandOverlay().draw([track], frame: 1, on: grey, camera: camera) == grey)
  }

  @Test func labelsAndDepthAreThoseOfTheMesh() throws {
    let track = try track(.left)
    let mesh = try #require(TriangleMesh(track, frame: 0))
    let surface = Surface(mesh: mesh, material: PlainMaterial(color: [1, 1, 1]), label: 2)
    let seen = TriangleRenderer.labels([surface], camera: camera)
    let whole = TriangleRenderer(samplesPerSide: 1).render([surface], camera: camera)
    #expect(seen.labels == whole.labels)
    #expect(zip(seen.depth.values, whole.depth.values).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(seen.labels.values.contains(2))
  }

  @Test(arguments: HandPicture.Viewpoint.allCases) func picturesShowTheWholeHand(
    _ viewpoint: HandPicture.Viewpoint
  ) throws {
    let image = HandPicture(size: 96, viewpoint: viewpoint).draw(try track(.right))
    // Skin is red before blue, the wall blue before red.
    let skin = (0..<96 * 96).filter { image.values[3 * $0] > image.values[3 * $0 + 2] }
    #expect(skin.count > 600 && skin.count < 96 * 96 * 7 / 10)
    #expect(skin.allSatisfy { (1..<95).contains($0 % 96) && (1..<95).contains($0 / 96) })
  }

  @Test func meshesAreWrittenAsPLY() throws {
    let folder = try TemporaryFolder()
    let track = try track(.right)
    try HandPLY.write(track, frame: 0, to: folder.file("hand.ply"))
    let table = try PLYTable(contentsOf: folder.file("hand.ply"))
    #expect(try table.element("vertex").floats("z") == track.vertices[0].map(\.z))
    #expect(try table.element("face").lists("vertex_indices").count == track.faces.count)
  }
}
