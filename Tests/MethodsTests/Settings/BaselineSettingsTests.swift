import Methods
import Testing

/// What the settings of the baselines refuse.
@Suite struct BaselineSettingsTests {
  private func expectRefusal<Configuration: MethodConfiguration>(
    _ type: Configuration.Type, _ assignments: [String]
  ) throws {
    let configuration = try Settings.applying(assignments, to: Configuration(preset: .fast))
    let error = try #require(throws: Settings.SettingError.self) { try configuration.validate() }
    let key = assignments[0].prefix { $0 != "=" }
    #expect(error.description.contains("\(key)"), "\(error)")
    #expect(!error.description.contains("\n"))
  }

  @Test(arguments: [
    "deformation.grid.channels=0", "deformation.grid.spatialResolution=1",
    "deformation.grid.timeResolution=2", "deformation.grid.multipliers=[]",
    "deformation.grid.multipliers=[1,0]", "deformation.width=0", "deformation.depth=0",
    "coarseIterations=-1", "variationWeight=-1", "roughnessWeight=-1", "activityWeight=-1", "ssimWeight=2",
    "sampledPoints=0", "density.adaptive._0.pruneAboveCount=-1",
  ])
  func hexPlane(_ assignment: String) throws {
    try expectRefusal(HexPlane4DConfiguration.self, [assignment])
  }

  @Test(arguments: [
    "nodeStage.iterations=-1", "nodeStage.warmUp=-1", "nodeStage.selection=100000", "nodeStage.count=0",
    "nodeStage.pathSamples=0", "nodeStage.elasticityWeight=-1", "nodeStage.accelerationWeight=-1",
    "nodeStage.rigidityWeight=-1", "nodeStage.density.interval=0", "neighbors=0", "hyperDimensions=-1",
    "hyperLearningRate=-1", "spatialScale=-1", "warmUp=-1", "rigidity.neighbors=0", "rigidity.radius=-1",
    "rigidity.leastNeighbors=-1", "rigidity.sampleCount=0", "rigidityWeight.start=0",
    "rigidityWeight.fallEnd=0", "rigidityWeight.stop=-1", #"nodeGrowth={"iteration":-1,"gradientRatio":1}"#,
    "network.width=0", "ssimWeight=2", "sampledPoints=0",
  ])
  func sparseControl(_ assignment: String) throws {
    try expectRefusal(SparseControlConfiguration.self, [assignment])
  }

  @Test func sparseControlTakesNoMarkovChain() throws {
    var configuration = SparseControlConfiguration(preset: .fast)
    configuration.density = .livelyMarkovChain
    #expect(throws: Settings.SettingError.self) { try configuration.validate() }
    configuration = SparseControlConfiguration(preset: .paper)
    configuration.nodeStage.density.usesAbsoluteGradients = true
    #expect(throws: Settings.SettingError.self) { try configuration.validate() }
  }
}
