import Files
import Foundation
import Splatting
import Tensors
import TestSupport
import Testing

@Suite("Gaussians in glTF")
struct GaussianGLBTests {
  @Test(
    "The pygltflib library reads activated values in the extension's attributes",
    .enabled(if: Python.isAvailable, "there is no .venv"), arguments: [0, 2, 3])
  func values(degree: Int) throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(11, degree: degree)
    try GaussianGLB.write(model, to: folder.file("a.glb"))
    let lines = try Python.run("glb_values.py", [folder.file("a.glb").path]).split(separator: "\n")
    let header = try #require(lines.first)
    for part in [
      "\"mode\": 0", "\"kernel\": \"ellipse\"", "srgb_rec709_display",
      "\"used\": [\"KHR_gaussian_splatting\"]",
      "\"size\": true",
    ] { #expect(header.contains(part), "\(header)") }
    var found: [String: [Float]] = [:]
    for line in lines.dropFirst() {
      let words = line.split(separator: " ")
      found[String(words[0])] = words.dropFirst().compactMap { Float($0) }
    }
    let quaternions = model.rotations.normalized()
    var expected = [
      "POSITION": model.means.floats(),
      "ROTATION": quaternions.selecting(Tensor([1, 2, 3, 0] as [Int64]), dimension: 1).floats(),
      "SCALE": model.logScales.exp().floats(), "OPACITY": model.opacityLogits.sigmoid().floats(),
      "SH_DEGREE_0_COEF_0": model.baseHarmonics.floats(),
    ]
    var index = 0
    for degree in stride(from: 1, through: degree, by: 1) {
      for coefficient in 0...2 * degree {
        expected["SH_DEGREE_\(degree)_COEF_\(coefficient)"] = model.higherHarmonics[.all, .at(index)].floats()
        index += 1
      }
    }
    #expect(found.count == expected.count + 1)
    for (name, values) in expected {
      let read = try #require(found[name == "POSITION" ? name : "KHR_gaussian_splatting:\(name)"], "\(name)")
      #expect(zip(read, values).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, abs($1)) }, "\(name)")
      #expect(read.count == values.count, "\(name)")
    }
    #expect(found["COLOR_0"]?.count == 44)
  }

  @Test("Values that are not finite are not written")
  func notFinite() throws {
    let folder = try TemporaryFolder()
    let model = TestGaussians.model(3, degree: 1)
    model.higherHarmonics.detached()[2..<3].fillInPlace(.infinity)
    let error = #expect(throws: FileError.self) { try GaussianGLB.write(model, to: folder.file("a.glb")) }
    #expect(error?.problem.contains("Gaussian 2") == true)
  }
}
