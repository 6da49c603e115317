import Files
import Foundation
import Methods
import Splatting
import TestSupport
import Testing

@Suite struct PresetTests {
  private func roundTrip<Configuration: MethodConfiguration>(_ configuration: Configuration) throws {
    let folder = try TemporaryFolder()
    try JSONFile.write(configuration, to: folder.file("config.json"))
    #expect(try JSONFile.read(Configuration.self, from: folder.file("config.json")) == configuration)
    try configuration.validate()
  }

  @Test(arguments: Preset.allCases) func presetsSurviveAFileAndAreValid(_ preset: Preset) throws {
    try roundTrip(Static3DConfiguration(preset: preset))
    try roundTrip(Deformable3DConfiguration(preset: preset))
    try roundTrip(HexPlane4DConfiguration(preset: preset))
    try roundTrip(SparseControlConfiguration(preset: preset))
    try roundTrip(InteractionAwareConfiguration(preset: preset))
    var configuration = Static3DConfiguration(preset: preset)
    configuration.density = .markovChain(MarkovChainDensitySettings())
    configuration.background = [0.1, 0.2, 0.3]
    try roundTrip(configuration)
  }

  @Test func thePaperPresetsArePublishedOnes() {
    let kerbl = Static3DConfiguration(preset: .paper)
    #expect(kerbl.training.iterations == 30_000 && kerbl.ssimWeight == 0.2)
    #expect(kerbl.learningRates.means.value(at: 0) == 1.6e-4)
    #expect(abs(kerbl.learningRates.means.value(at: 30_000) - 1.6e-6) < 1e-18)
    let yang = Deformable3DConfiguration(preset: .paper)
    #expect(yang.training.iterations == 40_000 && yang.warmUp == 3000)
    #expect(yang.network.depth == 8 && yang.network.width == 256)
    let wu = HexPlane4DConfiguration(preset: .paper)
    #expect(wu.training.iterations == 17_000 && wu.coarseIterations == 3000 && wu.ssimWeight == 0)
    #expect(wu.deformation.grid.multipliers == [1, 2, 4] && wu.deformation.grid.timeResolution == 150)
    let huang = SparseControlConfiguration(preset: .paper)
    #expect(huang.training.iterations == 90_000 && huang.nodeStage == NodeStage() && huang.neighbors == 3)
    #expect(huang.warmUp == 3000 && huang.rigidityWeight.stop == 20_001)
    #expect(
      [0, 5000, 20_000, 20_001].map(huang.rigidityWeight.value).map { ($0 * 1e9).rounded() } == [
        100_000, 100_000, 10_000, 0,
      ])
  }

  @Test(arguments: Preset.allCases, [1, 7, 100, 1_000_000])
  func presetsStretch(_ preset: Preset, iterations: Int) throws {
    let (fixed, moving) = (
      Static3DConfiguration(preset: preset, iterations: iterations),
      Deformable3DConfiguration(preset: preset, iterations: iterations)
    )
    try fixed.validate()
    try moving.validate()
    try HexPlane4DConfiguration(preset: preset, iterations: iterations).validate()
    let nodes = SparseControlConfiguration(preset: preset, iterations: iterations)
    try nodes.validate()
    #expect(nodes.nodeStage.iterations <= iterations)
    #expect(fixed.training.iterations == iterations && moving.training.iterations == iterations)
    let layered = InteractionAwareConfiguration(preset: preset, iterations: iterations)
    try layered.validate()
    #expect(layered.training.iterations == iterations)
    let end = fixed.learningRates.means.value(at: iterations)
    #expect(abs(end - 1.6e-6) < 1e-15)
    #expect(moving.warmUp <= iterations)
  }

  @Test func methodsAreFoundByName() {
    #expect(MethodCatalog.all.count == Set(MethodCatalog.all.map { $0.name }).count)
    for method in MethodCatalog.all { #expect(MethodCatalog.named(method.name) == method) }
    #expect(MethodCatalog.named("nothing") == nil)
  }
}
