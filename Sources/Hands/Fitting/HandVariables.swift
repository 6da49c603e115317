import Splatting
import Tensors

/// What is changed to fit one hand over a video.
final class HandVariables: Module {
  /// Bending, spreading and twisting of the finger joints, radians, `[N, 45]`.
  @Parameter var angles: Tensor
  /// Axis times angle by which the wrist turns on from its first guess, `[N, 3]`.
  @Parameter var turn: Tensor
  /// Where the wrist is in the camera's frame, metres, `[N, 3]`.
  @Parameter var wrist: Tensor
  /// Coefficients of the hand's shape, `[S]`.
  @Parameter var shape: Tensor
  /// From joints to landmarks in the frames of the joints' bones, metres, `[21, 3]`.
  @Parameter var offsets: Tensor

  /// Starts from poses and places; shape and offsets from those of the mean hand.
  init(angles: Tensor, wrist: Tensor, shapeCount: Int) {
    _angles = Parameter(angles)
    _wrist = Parameter(wrist)
    _turn = Parameter(wrist.zerosLike())
    _shape = Parameter(Tensor.zeros([shapeCount]))
    _offsets = Parameter(Tensor.zeros([21, 3]))
  }

  /// Groups for the optimiser, each with a rate that suits its unit; `name` tells them from another hand's.
  func groups(_ name: String) -> [Adam.Group] {
    let rates: [(String, Parameter, Double)] = [
      ("angles", $angles, 0.05), ("turn", $turn, 0.05), ("wrist", $wrist, 0.01), ("shape", $shape, 0.05),
      ("offsets", $offsets, 0.0005),
    ]
    return rates.map { label, parameter, rate in
      Adam.Group(name: "\(name).\(label)", parameters: [("\(name).\(label)", parameter)], learningRate: rate)
    }
  }
}
