import Benchmarks
import Files
import Foundation
import TestSupport
import Testing

/// Drawing workloads and reading them from files.
@Suite struct WorkloadTests {
  private let recipe = WorkloadRecipe(name: "tiny", count: 2000, width: 64, height: 48, seed: 3)

  @Test func seedDecidesAll() {
    let (first, second) = (recipe.workload(), recipe.workload())
    #expect(first.means.view.elementsEqual(second.means.view))
    #expect(first.coefficients.view.elementsEqual(second.coefficients.view))
    var other = recipe
    other.seed = 4
    #expect(!first.means.view.elementsEqual(other.workload().means.view))
  }

  @Test func valuesLieWhereTheRecipeSays() {
    let workload = recipe.workload()
    let focal = Float(32 / tan(Double.pi / 6))
    #expect(abs(workload.camera.focalLength.x - focal) < 1e-3)
    let means = workload.means.view
    let depths = (0..<workload.count).map { means[3 * $0 + 2] }
    #expect(depths.allSatisfy { (2...10).contains($0) })
    let columns = (0..<workload.count).map { means[3 * $0] / depths[$0] * focal + 32 }
    let rows = (0..<workload.count).map { means[3 * $0 + 1] / depths[$0] * focal + 24 }
    #expect(columns.allSatisfy { (-1.29...65.29).contains($0) } && columns.contains { $0 < 0 })
    #expect(rows.allSatisfy { (-0.97...48.97).contains($0) } && rows.contains { $0 > 48 })
    #expect(workload.opacities.view.allSatisfy { (0.1...0.99).contains($0) })
    // The median of a log-normal number is that of its logarithm; 6,000 of them vary by a few hundredths.
    let sizes = (0..<3 * workload.count).map { workload.scales.view[$0] * focal / depths[$0 / 3] }.sorted()
    #expect(abs(sizes[sizes.count / 2] - 1.45) < 0.06)
    let lengths = (0..<workload.count).map { index in
      (0..<4).reduce(Float(0)) {
        $0 + workload.quaternions.view[4 * index + $1] * workload.quaternions.view[4 * index + $1]
      }
    }
    #expect(lengths.allSatisfy { abs($0 - 1) < 1e-4 })
    #expect(recipe.workload(terms: 0).coefficients.count == 0)
  }

  /// The bytes of a workload of two Gaussians whose numbers count up from 0.
  private func bytes() -> Data {
    var data = Data("GSW1".utf8)
    for value in [2, 20, 10] as [Int32] {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    for value in 0..<20 + 2 * 62 {
      withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  @Test func fileIsReadInOrder() throws {
    let folder = try TemporaryFolder()
    try bytes().write(to: folder.file("two.bin"))
    let workload = try Workload(contentsOf: folder.file("two.bin"))
    #expect(workload.name == "two" && workload.count == 2 && workload.camera.width == 20)
    #expect(workload.camera.worldToCamera.1 == [4, 5, 6, 7] && workload.camera.principalPoint == [18, 19])
    #expect(Array(workload.means.view) == [20, 21, 22, 23, 24, 25])
    #expect(workload.quaternions.view.first == 26 && workload.scales.view.first == 34)
    #expect(workload.opacities.view.first == 40 && workload.colors.view.first == 42)
    #expect(workload.coefficients.view.first == 48 && workload.coefficients.view.last == 143)
  }

  @Test func damagedFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("damaged.bin")
    let whole = bytes()
    var huge = whole
    huge.replaceSubrange(4..<8, with: [255, 255, 255, 127])
    var negative = whole
    negative.replaceSubrange(8..<12, with: [255, 255, 255, 255])
    for data in Damage.truncations(of: whole, limit: 60) + [huge, negative, whole + [0], Data(count: 200)] {
      try data.write(to: file)
      #expect(throws: FileError.self) { try Workload(contentsOf: file) }
    }
    #expect(throws: FileError.self) { try Workload(contentsOf: folder.file("absent.bin")) }
    #expect(throws: FileError.self) { try WorkloadLibrary(folder: folder.file("absent")) }
  }

  @Test func libraryNamesTheFilesOfAFolder() throws {
    let folder = try TemporaryFolder()
    for name in ["b.bin", "a.bin", "note.txt"] { try bytes().write(to: folder.file(name)) }
    let library = try WorkloadLibrary(folder: folder.url)
    #expect(library.names == ["a", "b"])
    #expect(WorkloadLibrary().names == ["W1", "W2", "W3"])
  }
}
