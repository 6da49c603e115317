import Files
import Foundation
import Splatting
import Tensors
import Testing

/// A workload of real points seen by its three cameras, in part and made smaller.
@Suite(.enabled(if: Garden.exists, "\(Garden.file.path) is not there")) struct GardenTests {
  @Test(arguments: TestedRasterizer.allCases, 0..<3)
  func agreesWithTheReference(_ tested: TestedRasterizer, _ view: Int) throws {
    let scene = try Garden().scene(view: view, count: 4000, width: 108, height: 70)
    let truth = try Outcome(ReferenceRasterizer(), scene, .float64)
    let outcome = try Outcome(tested.make(), scene)
    #expect(truth.outputs["alpha"]!.mean().item() > 0.3)
    // Measured: 4.8e-6 and 1.3e-5.
    outcome.expect(near: truth, outputs: 2e-5, gradients: 5e-5)
  }
}

/// The points of `garden_points.npz` and their cameras.
private struct Garden {
  static let file = folder(of: URL(filePath: #filePath)).appending(path: "../shared/data/garden_points.npz")
  static let exists = FileManager.default.isReadableFile(atPath: file.path)

  private let archive: NumPyArchive

  init() throws { archive = try NumPyArchive(contentsOf: Garden.file) }

  /// `count` of the points, each of about a hundredth of its depth, seen in an image of this size.
  func scene(view: Int, count: Int, width: Int, height: Int) throws -> Scene {
    let points = try archive.array("means3d", shape: [nil, 3])
    let all = Tensor(try points.floats(), shape: points.shape)
    let rows = Tensor.randomPermutation(all.size(0), generator: RandomGenerator(seed: 9))[0..<count]
    let camera = try camera(view)
    let means = all.selecting(rows)
    let pose = camera.worldToCamera.matrix()
    let depths = (means.matmul(pose[.to(3), .to(3)].transposed()) + pose[.to(3), 3])[.all, .from(2)]
    // Kept off black, where the colour's cut at zero has no one derivative.
    let bytes = Tensor(try archive.array("colors", shape: [nil, 3]).floats(), shape: points.shape)
    let colors = bytes.selecting(rows) / 256 + 1.0 / 512
    let gaussians = Gaussians(
      means: means, rotations: .randomNormal([count, 4], generator: RandomGenerator(seed: 10)),
      scales: depths.clamped(min: 0.01) * Tensor([Float(0.006), 0.01, 0.014]),
      opacities: .randomUniform([count], in: 0.2..<0.9, generator: RandomGenerator(seed: 11)),
      harmonics: ((colors - 0.5) / SphericalHarmonics.Factor.degree0).unsqueezed(1), degree: 0
    )
    return Scene(gaussians: gaussians, camera: camera.resized(width: width, height: height), usesPose: true)
  }

  private func camera(_ view: Int) throws -> Camera {
    let m = try Array(archive.array("viewmats", shape: [3, 4, 4]).doubles()[view * 16..<view * 16 + 16])
    let k = try Array(archive.array("Ks", shape: [3, 3, 3]).doubles()[view * 9..<view * 9 + 9])
    let rotation = Matrix3([m[0], m[1], m[2]], [m[4], m[5], m[6]], [m[8], m[9], m[10]])
    return try Camera(
      width: archive.array("width").integers()[0], height: archive.array("height").integers()[0],
      focalLength: [k[0], k[4]], principalPoint: [k[2], k[5]],
      worldToCamera: RigidTransform(rotation: rotation, translation: [m[3], m[7], m[11]]))
  }

  /// The package's folder, above `url`.
  private static func folder(of url: URL) -> URL {
    let folder = url.deletingLastPathComponent()
    let isPackage = FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
    return isPackage || folder.path == "/" ? folder : self.folder(of: folder)
  }
}
