import Fields
import Methods
import Splatting
import Tensors

extension DensityConfiguration {
  /// Adds and removes Gaussians every ten iterations, and resets opacities after 25.
  static var lively: DensityConfiguration { lively(resetInterval: 25) }

  /// Adds and removes Gaussians every ten iterations, and resets opacities now and then.
  static func lively(resetInterval: Int) -> DensityConfiguration {
    var settings = AdaptiveDensitySettings.absoluteGradients
    (settings.startIteration, settings.interval, settings.resetInterval) = (4, 10, resetInterval)
    (settings.gradientThreshold, settings.maximumCount) = (1e-5, 900)
    return .adaptive(settings)
  }

  /// The same by Markov chain Monte Carlo.
  static var livelyMarkovChain: DensityConfiguration {
    var settings = MarkovChainDensitySettings()
    (settings.startIteration, settings.interval, settings.maximumCount) = (4, 10, 900)
    return .markovChain(settings)
  }
}

extension Static3DConfiguration {
  /// Settings in which much happens in few iterations.
  static func lively(iterations: Int, density: DensityConfiguration = .lively) -> Self {
    var configuration = Self(preset: .fast)
    configuration.training = TrainingConfiguration(iterations: iterations, logInterval: 1)
    configuration.harmonics.interval = 10
    configuration.density = density
    return configuration
  }
}

extension InteractionAwareConfiguration {
  /// Settings in which all phases and losses come in few iterations, with small networks.
  static func lively(
    iterations: Int, density: DensityConfiguration = .lively, nodes: Int? = 24
  ) -> Self {
    var configuration = Self(preset: .fast, iterations: iterations)
    configuration.training = TrainingConfiguration(iterations: iterations, logInterval: 1)
    configuration.harmonics.interval = 10
    configuration.density = density
    configuration.neighborInterval = 7
    configuration.losses.contactDistance = 0.05
    configuration.losses.clearance = 0.02
    for layer in [\Self.hand, \.object, \.scene] {
      configuration[keyPath: layer].maximumCount = 900
      configuration[keyPath: layer].points = 120
      configuration[keyPath: layer].nodes = nodes
      configuration[keyPath: layer].network.depth = 2
      configuration[keyPath: layer].network.width = 16
    }
    return configuration
  }
}

extension Deformable3DConfiguration {
  /// Settings in which much happens in few iterations, with a small network in bfloat16.
  static func lively(iterations: Int, density: DensityConfiguration = .lively) -> Self {
    var configuration = Self(preset: .fast)
    configuration.training = TrainingConfiguration(iterations: iterations, logInterval: 1)
    configuration.harmonics.interval = 10
    configuration.density = density
    configuration.warmUp = 5
    configuration.timeNoise = .linear(start: 0.1, end: 0, iterations: 30)
    (configuration.network.depth, configuration.network.width) = (3, 32)
    return configuration
  }
}

extension HexPlane4DConfiguration {
  /// Settings in which much happens in few iterations, with small planes.
  static func lively(iterations: Int, density: DensityConfiguration = .lively) -> Self {
    var configuration = Self(preset: .fast)
    configuration.training = TrainingConfiguration(iterations: iterations, logInterval: 1)
    configuration.harmonics.interval = 10
    configuration.density = density
    configuration.coarseIterations = 5
    (configuration.deformation.grid.spatialResolution, configuration.deformation.width) = (8, 16)
    return configuration
  }
}

extension SparseControlConfiguration {
  /// Settings in which much happens in few iterations: nodes are chosen at 6, the second stage starts at 10, and nodes
  /// come and go at 24.
  static func lively(iterations: Int, density: DensityConfiguration = .lively) -> Self {
    var configuration = Self(preset: .fast)
    configuration.training = TrainingConfiguration(iterations: iterations, logInterval: 1)
    configuration.harmonics.interval = 10
    configuration.density = density
    configuration.nodeStage = NodeStage(iterations: 10)
    (configuration.nodeStage.warmUp, configuration.nodeStage.selection) = (2, 6)
    (configuration.nodeStage.count, configuration.nodeStage.density.interval) = (60, 3)
    (configuration.nodeStage.density.startIteration, configuration.nodeStage.density.gradientThreshold) = (
      1, 1e-6
    )
    configuration.nodeStage.density.resetInterval = 1000
    configuration.warmUp = 2
    configuration.rigidityWeight = FadingWeight(start: 1e-2, end: 1e-3, fallStart: 5, fallEnd: 15, stop: 20)
    configuration.nodeGrowth = NodeGrowth()
    configuration.nodeGrowth?.iteration = 14
    (configuration.network.depth, configuration.network.width) = (3, 32)
    return configuration
  }
}
