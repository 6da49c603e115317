import Foundation

/// Ways in which files get damaged.
public enum Damage {
  /// Every beginning of `data` that is shorter than it, at most `limit` of them, the shortest and longest kept.
  public static func truncations(of data: Data, limit: Int = 400) -> [Data] {
    let step = max(1, data.count / limit)
    let lengths = Set(stride(from: 0, to: data.count, by: step)).union([max(0, data.count - 1)])
    return lengths.sorted().map { Data(data.prefix($0)) }
  }

  /// Copies of `data` with one to four bytes changed, always the same ones.
  public static func corruptions(of data: Data, count: Int) -> [Data] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    return (0..<count).map { _ in
      var copy = data
      for _ in 0..<(1 + next() % 4) { copy[next() % data.count] = UInt8(next() & 0xFF) }
      return copy
    }
  }
}
