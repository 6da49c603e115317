import Methods
import Splatting
import Testing

@Suite struct DensityStrategyTests {
  @Test func publishedRunsHavePublishedSettings() {
    func published(_ strategy: DensityStrategy) -> DensityConfiguration {
      strategy.configuration(iterations: 30_000)
    }
    #expect(published(.adaptive) == .adaptive(AdaptiveDensitySettings()))
    #expect(published(.absolute) == .adaptive(.absoluteGradients))
    #expect(published(.mcmc) == .markovChain(MarkovChainDensitySettings()))
  }

  @Test(arguments: DensityStrategy.allCases)
  func aLimitIsKept(strategy: DensityStrategy) {
    #expect(strategy.configuration(iterations: 100, maximumCount: 77).maximumCount == 77)
  }

  @Test(arguments: DensityStrategy.allCases)
  func shortRunsEndDensityControlBeforeTheirEnd(strategy: DensityStrategy) {
    switch strategy.configuration(iterations: 3000) {
    case .adaptive(let settings): #expect(settings.stopIteration == 1500)
    case .markovChain(let settings): #expect(settings.stopIteration == 2500)
    }
  }
}
