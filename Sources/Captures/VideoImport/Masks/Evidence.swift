/// What speaks for and against a statement at each pixel; 1 is as strong as a neighbour of the same colour.
struct Evidence: Sendable {
  var support: [Float]
  var objection: [Float]

  init(count: Int) {
    support = Array(repeating: 0, count: count)
    objection = Array(repeating: 0, count: count)
  }

  /// All of several together.
  static func sum(_ parts: [Evidence]) -> Evidence {
    guard var sum = parts.first else { return Evidence(count: 0) }
    for part in parts.dropFirst() {
      for index in sum.support.indices {
        sum.support[index] += part.support[index]
        sum.objection[index] += part.objection[index]
      }
    }
    return sum
  }

  /// The evidence for things of which a pixel shows one: what speaks for one speaks against the others.
  static func exclusive(_ things: [Evidence]) -> [Evidence] {
    var result = things
    for index in things.first?.support.indices ?? 0..<0 {
      let total = things.reduce(Float(0)) { $0 + $1.support[index] }
      for thing in things.indices { result[thing].objection[index] += total - things[thing].support[index] }
    }
    return result
  }

  /// Adds votes in -127...127, of which 127 is 1.
  mutating func add(_ votes: [Int8]) {
    for index in support.indices {
      let vote = Float(votes[index]) / 127
      if vote > 0 { support[index] += vote } else { objection[index] -= vote }
    }
  }
}

/// Evidence in hundredths, up to 2.55: a byte each, for it is kept for all frames.
struct StoredEvidence: Sendable {
  private let support: [UInt8]
  private let objection: [UInt8]

  init(_ evidence: Evidence) {
    support = evidence.support.map { UInt8(min($0, 2.5) * 100) }
    objection = evidence.objection.map { UInt8(min($0, 2.5) * 100) }
  }

  /// The sum of all pixels' support.
  var totalSupport: Float { Float(support.reduce(0) { $0 + Int($1) }) / 100 }

  /// The sum of the support that both have.
  func sharedSupport(_ other: StoredEvidence) -> Float {
    Float(zip(support, other.support).reduce(0) { $0 + Int(min($1.0, $1.1)) }) / 100
  }

  /// The evidence again.
  var evidence: Evidence {
    var evidence = Evidence(count: support.count)
    for index in support.indices {
      evidence.support[index] = Float(support[index]) / 100
      evidence.objection[index] = Float(objection[index]) / 100
    }
    return evidence
  }
}
