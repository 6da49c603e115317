import Tensors

/// A residual block of the palm network: a depthwise and a pointwise convolution beside the input, then PReLU.
///
/// With stride 2 the input beside it is halved by maxima; where the channels become more, zeros fill it up.
struct PalmBlock: Sendable {
  private let depthwise: FrozenConvolution
  private let pointwise: FrozenConvolution
  private let slope: Tensor

  init(_ weights: NetworkWeights, _ name: String, _ inputs: Int, _ outputs: Int, stride: Int = 1) throws {
    depthwise = try weights.depthwise("\(name).depthwise", inputs, size: 5, stride: stride, bias: false)
    pointwise = try weights.convolution("\(name).pointwise", inputs, outputs)
    slope = try weights.tensor("\(name).slope", [outputs])
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let change = pointwise(depthwise(x))
    var kept = depthwise.stride == 2 ? x.maxPooled(2, stride: 2) : x
    let missing = change.size(1) - x.size(1)
    if missing > 0 { kept = kept.padded([0, 0, 0, 0, 0, missing]) }
    // Nobody else has the change yet.
    change.addInPlace(kept)
    return change.parametricReLU(slope)
  }
}
