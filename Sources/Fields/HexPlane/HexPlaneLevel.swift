import Tensors

/// Six planes of one resolution.
public final class HexPlaneLevel: Module {
  /// The planes xy, xz and yz: `[3, C, R, R]`; the first axis of each runs along the last dimension.
  @Parameter public var space: Tensor
  /// The planes xt, yt and zt: `[3, C, T, R]`.
  @Parameter public var time: Tensor

  /// Draws the spatial planes from 0.1...0.5; those of time are 1.
  public init(channels: Int, resolution: Int, timeResolution: Int, generator: RandomGenerator) {
    _space = Parameter(
      .randomUniform([3, channels, resolution, resolution], in: 0.1..<0.5, generator: generator))
    _time = Parameter(.ones([3, channels, timeResolution, resolution]))
  }

  /// The product of the six planes' samples at `places` `[N, 3]`, -1...1, `[N, C]`; `time` in 0...1.
  func features(_ places: Tensor, time: Double) -> Tensor {
    let products = HexPlaneProducts(resolution: space.size(3), channels: space.size(1))
    return products(
      places, planes: space.permuted([0, 2, 3, 1]).contiguous(),
      lines: line(at: time).permuted([0, 2, 1]).contiguous())
  }

  /// The same by tensor operations, `[C, N]`.
  ///
  /// - Parameters:
  ///   - pairs: places on the spatial planes, -1...1, `[3, 1, N, 2]`.
  ///   - lines: places along x, y and z with a zero beside each, -1...1, `[3, 1, N, 2]`.
  ///   - time: in 0...1.
  func features(pairs: Tensor, lines: Tensor, time: Double) -> Tensor {
    let still = space.sampled(at: pairs, padding: .border, alignCorners: true)
    // All points share the time: planes are blended to lines first, which is what bilinear samples come to.
    let moving = line(at: time).unsqueezed(2).sampled(at: lines, padding: .border, alignCorners: true)
    let products = still * moving
    return (products[0] * products[1] * products[2]).squeezed(1)
  }

  /// The time planes at `time`, `[3, C, R]`.
  private func line(at time: Double) -> Tensor {
    let last = self.time.size(2) - 1
    let position = min(max(time, 0), 1) * Double(last)
    let row = min(Int(position), last - 1)
    let part = Float(position) - Float(row)
    let rows = self.time[.all, .all, .range(row..<row + 2)]
    return (rows * Tensor([1 - part, part], shape: [2, 1], device: rows.device)).sum([2])
  }
}
