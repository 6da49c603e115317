extension Tensor {
  /// self weightᵀ + bias: `[..., in]` to `[..., out]` with weight `[out, in]`.
  public func linear(weight: Tensor, bias: Tensor? = nil) -> Tensor {
    Aten.addmm(.tensor(self), .tensor(weight), .optional(bias))
  }
  /// Cross-correlation along the last dimension: `[n, in, l]` with weight `[out, in / groups, k]`.
  public func convolved1D(
    weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1
  ) -> Tensor {
    Aten.conv1d(
      .tensor(self), .tensor(weight), .optional(bias), .integers([stride]), .integers([padding]),
      .integers([dilation]), .integer(groups))
  }
  /// Cross-correlation over the last two dimensions: `[n, in, h, w]` with weight `[out, in / groups, kh, kw]`.
  public func convolved(
    weight: Tensor, bias: Tensor? = nil, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    dilation: [Int] = [1, 1], groups: Int = 1
  ) -> Tensor {
    Aten.conv2d(
      .tensor(self), .tensor(weight), .optional(bias), .integers(stride), .integers(padding),
      .integers(dilation), .integer(groups))
  }
  /// The transpose of ``convolved(weight:bias:stride:padding:dilation:groups:)``; weight `[in, out / groups, kh, kw]`.
  public func convolvedTransposed(
    weight: Tensor, bias: Tensor? = nil, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    outputPadding: [Int] = [0, 0], groups: Int = 1
  ) -> Tensor {
    Aten.convTranspose2d(
      .tensor(self), .tensor(weight), .optional(bias), .integers(stride), .integers(padding),
      .integers(outputPadding), .integer(groups))
  }
  /// What a sample outside the borders reads.
  public enum SamplePadding: Int, Sendable {
    case zeros, border, reflection
  }
  /// Bilinear samples of `[n, c, h, w]` at `grid` `[n, oh, ow, 2]` (x, y in -1...1): `[n, c, oh, ow]`.
  ///
  /// With `alignCorners`, -1 and 1 are the centres of the outer pixels, else their outer edges.
  public func sampled(at grid: Tensor, padding: SamplePadding = .zeros, alignCorners: Bool = false) -> Tensor
  {
    Aten.gridSample(.tensor(self), .tensor(grid), 0, .integer(padding.rawValue), .boolean(alignCorners))
  }
  /// `[n, c, h, w]` at another size, bilinearly.
  public func resizedBilinear(height: Int, width: Int, alignCorners: Bool = false) -> Tensor {
    Aten.bilinear(.tensor(self), .integers([height, width]), .boolean(alignCorners), nil)
  }
  /// `[n, c, h, w]` at another size, each pixel from its nearest.
  public func resizedNearest(height: Int, width: Int) -> Tensor {
    Aten.nearest(.tensor(self), .integers([height, width]), nil)
  }
  /// The largest of each window of `[n, c, h, w]`.
  public func maxPooled(_ size: Int, stride: Int, padding: Int = 0) -> Tensor {
    Aten.maxPool(
      .tensor(self), .integers([size, size]), .integers([stride, stride]), .integers([padding, padding]))
  }
  /// The mean of each window of `[n, c, h, w]`.
  public func averagePooled(_ size: Int, stride: Int, padding: Int = 0) -> Tensor {
    Aten.averagePool(
      .tensor(self), .integers([size, size]), .integers([stride, stride]), .integers([padding, padding]))
  }
  /// Normalised to mean 0 and variance 1 over the trailing dimensions `shape`, then scaled and shifted.
  public func layerNormalized(
    _ shape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
  ) -> Tensor {
    Aten.layerNorm(.tensor(self), .integers(shape), .optional(weight), .optional(bias), .real(epsilon))
  }
  /// Normalised over groups of channels of `[n, c, ...]`, then scaled and shifted.
  public func groupNormalized(
    groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
  ) -> Tensor {
    Aten.groupNorm(.tensor(self), .integer(groups), .optional(weight), .optional(bias), .real(epsilon))
  }
  /// softmax(self keysᵀ / sqrt(d)) values, of `[..., length, d]`.
  public func attention(keys: Tensor, values: Tensor) -> Tensor {
    Aten.attention(.tensor(self), .tensor(keys), .tensor(values))
  }
}
