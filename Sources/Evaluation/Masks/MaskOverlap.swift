import Images

/// How far two masks of labels agree.
public enum MaskOverlap {
  /// The intersection over the union of each label but 0 that is in either mask, 0...1.
  ///
  /// - Throws: ``MetricsError`` if the masks' sizes differ.
  public static func ratios(_ mask: LabelImage, _ truth: LabelImage) throws -> [UInt8: Double] {
    guard (mask.width, mask.height) == (truth.width, truth.height) else {
      throw MetricsError(
        "the mask is \(mask.width)x\(mask.height) pixels, the true one \(truth.width)x\(truth.height)")
    }
    var both = [Int](repeating: 0, count: 256)
    var either = both
    for pixel in 0..<mask.width * mask.height {
      let (label, goal) = (
        Int(mask.values[pixel * mask.channels]), Int(truth.values[pixel * truth.channels])
      )
      either[label] += 1
      if label == goal { both[label] += 1 } else { either[goal] += 1 }
    }
    let present = (1...255).filter { either[$0] > 0 }
    return Dictionary(
      uniqueKeysWithValues: present.map { (UInt8($0), Double(both[$0]) / Double(either[$0])) })
  }
}
