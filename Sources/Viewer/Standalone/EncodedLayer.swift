import Files
import Foundation
import Methods
import Splatting
import Tensors

/// A layer over all times in few bytes: the first time, then groups of times as differences from it.
struct EncodedLayer {
  /// What the page has to know to take the bytes apart.
  struct Record: Encodable {
    var count: Int
    var degree: Int
    var origin: SIMD3<Double>
    var steps: [String: Double]
    /// How many times there are; 1 of a layer at rest.
    var times: Int
    /// How many times a group has; the last may have fewer.
    var groupSize = 16
    /// The attributes that each group has; others are as at the first time.
    var groups: [[GaussianAttribute]] = []
  }

  private(set) var record: Record
  /// The first time.
  private(set) var head: Data
  /// The groups.
  private(set) var groups: [Data] = []
  /// How far what the page shows is from the layer.
  private(set) var error = QuantizationError()
  /// For Gaussians as the page shows them.
  let quantizer: GaussianQuantizer

  /// - Parameters:
  ///   - times: One or more; of a layer at rest only the first counts.
  ///   - step: Of positions, metres.
  ///   - progress: Told after each time.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``, ``FileError`` where a layer changes its number of Gaussians.
  init(_ layer: any SceneLayer, times: [Double], step: Double, progress: () -> Void) throws {
    let gaussians = withoutGradients { layer.gaussians(at: times[0]) }
    let values = try GaussianValues(gaussians)
    let quantizer = GaussianQuantizer(values, degree: gaussians.degree, step: step)
    self.quantizer = quantizer
    record = Record(
      count: values.count, degree: gaussians.degree, origin: quantizer.origin,
      steps: Dictionary(
        uniqueKeysWithValues: GaussianAttribute.allCases.map { ($0.rawValue, quantizer.step($0)) }),
      times: layer is StaticLayer ? 1 : times.count)
    let first = quantizer.quantized(values, after: nil)
    var block = ChannelBlock()
    for channel in first { block.add([channel], after: nil) }
    head = try block.text()
    error.add(gaussians, shownAs: quantizer.restored(first))
    progress()
    guard !(layer is StaticLayer) else { return }
    var group: [GaussianQuantizer.Channels] = [first]
    var last = first
    for (index, time) in times.enumerated().dropFirst() {
      let gaussians = withoutGradients { layer.gaussians(at: time) }
      let values = try GaussianValues(gaussians)
      guard values.count == record.count, gaussians.degree == record.degree else {
        throw FileError("layer \(layer.name)", "has other Gaussians at time \(time) than at \(times[0])")
      }
      last = quantizer.quantized(values, after: last)
      error.add(gaussians, shownAs: quantizer.restored(last))
      if index.isMultiple(of: record.groupSize) {
        try add(group, after: first)
        group = []
      }
      group.append(last)
      progress()
    }
    try add(group, after: first)
  }

  private mutating func add(_ group: [GaussianQuantizer.Channels], after first: GaussianQuantizer.Channels)
    throws
  {
    var block = ChannelBlock()
    var attributes: [GaussianAttribute] = []
    for attribute in GaussianAttribute.allCases {
      let channels = attribute.channels(degree: record.degree)
      guard channels.contains(where: { channel in group.contains { $0[channel] != first[channel] } }) else {
        continue
      }
      attributes.append(attribute)
      for channel in channels { block.add(group.map { $0[channel] }, after: first[channel]) }
    }
    record.groups.append(attributes)
    groups.append(attributes.isEmpty ? Data() : try block.text())
  }
}
