import Foundation

/// Spreads evidence over an image along what looks alike: the random walker with priors.
///
/// Grady 2005, "Multilabel Random Walker Image Segmentation Using Prior Models". For a target y and a strength λ at
/// each pixel, finds x that minimises Σ w_pq (x_p - x_q)² + Σ λ_p (x_p - y_p)² over neighbours p, q, where w falls
/// with the difference of their colours. Solved by conjugate gradients from coarse to fine.
struct RandomWalker: Sendable {
  private let levels: [RandomWalkerLevel]
  /// Iterations at the finest level; coarser levels take more.
  private static let iterations = 10
  /// What holds each pixel at 0.5: evidence counts for as many pixels as it outweighs this.
  private static let anchor: Float = 0.006

  /// Prepares the weights between neighbours for an image.
  init(_ image: WorkingImage) {
    var levels = [RandomWalkerLevel(image)]
    var image = image
    while min(image.width, image.height) >= 32 {
      image = image.halved
      levels.append(RandomWalkerLevel(image))
    }
    self.levels = levels
  }

  /// Spreads targets of some strength (0 or more).
  func spread(targets: [Float], strengths: [Float]) -> [Float] {
    // The pyramid of λ y and λ: sums over four pixels, as a coarse pixel stands for four.
    var pyramid = [(zip(targets, strengths).map { $0 * $1 }, strengths)]
    for index in 1..<max(levels.count, 1) {
      let (finer, coarser) = (levels[index - 1], levels[index])
      pyramid.append(
        (
          coarser.gathered(pyramid[index - 1].0, from: finer),
          coarser.gathered(pyramid[index - 1].1, from: finer)
        ))
    }
    var solution: [Float] = []
    for index in levels.indices.reversed() {
      let level = levels[index]
      solution =
        index == levels.count - 1
        ? Array(repeating: 0.5, count: level.count) : level.enlarged(solution, from: levels[index + 1])
      level.solve(
        &solution, right: pyramid[index].0, strengths: pyramid[index].1,
        iterations: Self.iterations + 8 * index)
    }
    return solution
  }

  /// Beliefs 0...1 from what speaks for and against; 0.5 where hardly anything does.
  ///
  /// 1 is as strong as a neighbour of the same colour.
  func belief(_ evidence: Evidence) -> [Float] {
    let count = evidence.support.count
    let strengths = (0..<count).map { evidence.support[$0] + evidence.objection[$0] + Self.anchor }
    let targets = (0..<count).map { (evidence.support[$0] + Self.anchor / 2) / strengths[$0] }
    return spread(targets: targets, strengths: strengths).map { min(max($0, 0), 1) }
  }
}
