import Tensors

/// A block of the landmark network: to more channels, filtered, and back to few (MobileNetV2's block, without a
/// squeeze), beside the input where both have one shape.
struct InvertedResidual: Sendable {
  /// What tells one block from another.
  struct Shape {
    let inputs: Int
    let expanded: Int
    let outputs: Int
    let size: Int
    let stride: Int
  }

  private let expand: FrozenConvolution
  private let depthwise: FrozenConvolution
  private let project: FrozenConvolution
  private let keepsInput: Bool

  init(_ weights: NetworkWeights, _ name: String, _ shape: Shape) throws {
    expand = try weights.convolution("\(name).expand", shape.inputs, shape.expanded)
    depthwise = try weights.depthwise(
      "\(name).depthwise", shape.expanded, size: shape.size, stride: shape.stride)
    project = try weights.convolution("\(name).project", shape.expanded, shape.outputs)
    keepsInput = shape.stride == 1 && shape.inputs == shape.outputs
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let change = project(depthwise.clamped(expand.clamped(x)))
    // Nobody else has the change yet.
    if keepsInput { change.addInPlace(x) }
    return change
  }
}
