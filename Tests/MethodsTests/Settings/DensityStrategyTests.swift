import Methods
import Splatting
import Testing

@Suite struct DensityStrategyTests {
  @Test func publishedRunsHavePublishedSettings() {
    #expect(DensityStrategy.adaptive.configuration(iterations: 30_000) == .adaptive(AdaptiveDensitySettings()))
    #expect(DensityStrategy.absolute.configuration(iterations: 30_000) == .adaptive(.absoluteGradients))
    #expect(DensityStrategy.mcmc.configuration(iterations: 30_000) == .markovChain(MarkovChainDensitySettings()))
  }

  @Test(arguments: DensityStrategy.allCases)
  func shortRunsEndDensityControlBeforeTheirEnd(strategy: DensityStrategy) {
    switch strategy.configuration(iterations: 3000) {
    case .adaptive(let settings): #expect(settings.stopIteration == 1500)
    case .markovChain(let settings): #expect(settings.stopIteration == 2500)
    }
  }
}
