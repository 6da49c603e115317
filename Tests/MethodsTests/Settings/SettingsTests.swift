import Methods
import Splatting
import Tensors
import Testing

@Suite struct SettingsTests {
  private func applying(_ assignments: String...) throws -> Deformable3DConfiguration {
    try Settings.applying(assignments, to: Deformable3DConfiguration(preset: .fast))
  }

  @Test func pathsReachEveryDepthAndLeaveTheRestAlone() throws {
    var expected = Deformable3DConfiguration(preset: .fast)
    expected.ssimWeight = 0.35
    expected.training.checkpointInterval = 7
    expected.learningRates.means = .exponential(start: 0.1, end: 1.6e-6, iterations: 4000)
    expected.network.timeNetwork = true
    guard case .adaptive(var density) = expected.density else {
      Issue.record("the fast preset is adaptive")
      return
    }
    density.interval = 33
    expected.density = .adaptive(density)
    let changed = try applying(
      "ssimWeight=0.35", "training.checkpointInterval=7", "learningRates.means.exponential.start=0.1",
      "network.timeNetwork=true", "density.adaptive._0.interval=33")
    #expect(changed == expected)
  }

  @Test func wholeGroupsAndOptionalSettingsCanBeSet() throws {
    #expect(try applying("background=[1,0.5,0]").background == [1, 0.5, 0])
    #expect(try applying("spatialScale=5").spatialScale == 5)
    #expect(try applying("timeNoise=null").timeNoise == nil)
    #expect(try applying("timeNoise=null", #"timeNoise={"constant":{"_0":0.5}}"#).timeNoise == .constant(0.5))
    #expect(try applying(#"networkLearningRate={"constant":{"_0":1}}"#).networkLearningRate == .constant(1))
    var settings = AdaptiveDensitySettings.absoluteGradients
    settings.pruneScreenRadius = 20
    let configuration = Static3DConfiguration(preset: .paper)
    let changed = try Settings.applying(["density.adaptive._0.pruneScreenRadius=20"], to: configuration)
    guard case .adaptive(let density) = changed.density else {
      Issue.record("the density is no longer adaptive")
      return
    }
    #expect(density.pruneScreenRadius == 20)
  }

  @Test(arguments: [
    "nothing", "=5", "ssimWeigth=0.1", "network.widht=3", "ssimWeight.x=1", "background.x=1",
    "training..iterations=1",
    "network.width=0.5", "network.width=wide", "ssimWeight=nan", "ssimWeight=1e999", "network=7",
    "network.halfPrecision=1", "training=null", "density.adaptive._0.noSuch=1",
  ])
  func aWrongKeyOrValueIsNamed(_ assignment: String) {
    do {
      _ = try applying(assignment)
      Issue.record("\(assignment) was taken")
    } catch let error as Settings.SettingError {
      #expect(error.description.contains(assignment))
      #expect(!error.description.contains("\n"))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func aWrongKeyIsAnsweredWithThoseThatThereAre() {
    #expect(throws: Settings.SettingError.self) {
      do { _ = try applying("training.steps=1") } catch {
        #expect("\(error)".contains("checkpointInterval, curriculum, iterations, logInterval"))
        throw error
      }
    }
  }

  @Test(arguments: [
    "training.iterations=0", "training.logInterval=0", "training.checkpointInterval=-1",
    "harmonics.maximumDegree=4",
    "harmonics.maximumDegree=-1", "harmonics.interval=0", "network.depth=0", "network.width=0",
    "sampledPoints=0",
    "ssimWeight=1.5", "background=[0,0,2]", "density.adaptive._0.interval=0",
    "density.adaptive._0.maximumCount=0",
    "density.adaptive._0.resetOpacity=0", "learningRates.scales=-1", "learningRates.means.exponential.end=0",
    "spatialScale=-1",
  ])
  func aValueOutOfItsRangeIsNamed(_ assignment: String) throws {
    let configuration = try applying(assignment)
    // The message names the setting, whatever part of it is wrong.
    let key = assignment.prefix { $0 != "=" }.replacing(".exponential.end", with: "")
    do {
      try configuration.validate()
      Issue.record("\(assignment) was taken")
    } catch let error as Settings.SettingError {
      #expect(error.description.contains(key))
    }
  }

  @Test(arguments: [
    "startIteration=-1", "stopIteration=-1", "interval=0", "gradientThreshold=-1e-4", "cloneScaleLimit=-0.1",
    "splitDivisor=0.5", "pruneOpacity=-0.1", "pruneOpacity=0.02", "pruneScaleLimit=-1",
    "pruneScreenRadius=-1",
    "resetInterval=0", "resetOpacity=1", "maximumCount=0",
  ])
  func everySettingOfAdaptiveDensityHasARange(_ assignment: String) throws {
    try expectRefusal("density.adaptive._0." + assignment, strategy: .adaptive)
  }

  @Test(arguments: [
    "startIteration=-1", "stopIteration=-1", "interval=0", "deadOpacity=0", "growth=0.5", "maximumCount=0",
    "noise=-1", "opacityWeight=-0.01", "scaleWeight=-0.01",
  ])
  func everySettingOfMarkovChainsHasARange(_ assignment: String) throws {
    try expectRefusal("density.markovChain._0." + assignment, strategy: .mcmc)
  }

  private func expectRefusal(_ assignment: String, strategy: DensityStrategy) throws {
    var configuration = Static3DConfiguration(preset: .fast)
    configuration.density = strategy.configuration(iterations: 1000)
    try configuration.validate()
    let changed = try Settings.applying([assignment], to: configuration)
    let error = try #require(throws: Settings.SettingError.self) { try changed.validate() }
    #expect(error.description.contains("\(assignment.prefix { $0 != "=" }) is"))
  }
}
