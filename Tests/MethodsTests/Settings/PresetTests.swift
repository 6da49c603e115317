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
  }

  @Test(arguments: Preset.allCases, [1, 7, 100, 1_000_000])
  func presetsStretch(_ preset: Preset, iterations: Int) throws {
    let (fixed, moving) = (
      Static3DConfiguration(preset: preset, iterations: iterations),
      Deformable3DConfiguration(preset: preset, iterations: iterations)
    )
    try fixed.validate()
    try moving.validate()
    #expect(fixed.training.iterations == iterations && moving.training.iterations == iterations)
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
