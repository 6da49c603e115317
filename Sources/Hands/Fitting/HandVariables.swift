import Splatting
import Tensors

/// What is changed to fit one hand over a video.
final class HandVariables: Module {
  /// Bending, spreading and twisting of the finger joints, radians, `[N, 45]`.
  @Parameter var angles: Tensor
  /// Axis times angle by which the wrist turns on from its first guess, `[N, 3]`.
  @Parameter var turn: Tensor
  /// Where the wrist is seen, x/z and y/z, and the logarithm of its depth z in metres, `[N, 3]`; all three for the
  /// focal length first assumed.
  ///
  /// With another focal length the image of the hand stays as large where it is: only depths follow.
  @Parameter var place: Tensor
  /// Coefficients of the hand's shape, `[S]`.
  @Parameter var shape: Tensor
  /// From where landmarks are expected to where they are, in the frames of the joints' bones, metres, `[21, 3]`.
  @Parameter var offsets: Tensor

  /// Starts from poses and from wrists in the camera's frame; shape and offsets from those of the mean hand.
  init(angles: Tensor, wrist: Tensor, shapeCount: Int) {
    let depth = wrist[.all, .from(2)].clamped(min: 0.05)
    _angles = Parameter(angles)
    _place = Parameter(.concatenated([wrist[.all, .to(2)] / depth, depth.log()], dimension: 1))
    _turn = Parameter(wrist.zerosLike())
    _shape = Parameter(Tensor.zeros([shapeCount]))
    _offsets = Parameter(Tensor.zeros([21, 3]))
  }

  /// The wrist in the camera's frame, metres, `[N, 3]`.
  ///
  /// - Parameter focalScale: the focal length against the one first assumed.
  func wrist(focalScale: Tensor?) -> Tensor {
    let depth = place[.all, .from(2)].exp()
    let scaled = focalScale.map { depth * $0 } ?? depth
    return .concatenated([place[.all, .to(2)] * depth, scaled], dimension: 1)
  }

  /// Groups for the optimiser, each with a rate that suits its unit; `name` tells them from another hand's.
  func groups(_ name: String) -> [Adam.Group] {
    let rates: [(String, Parameter, Double)] = [
      ("angles", $angles, 0.05), ("turn", $turn, 0.05), ("place", $place, 0.01), ("shape", $shape, 0.05),
      ("offsets", $offsets, 0.0005),
    ]
    return rates.map { label, parameter, rate in
      Adam.Group(name: "\(name).\(label)", parameters: [("\(name).\(label)", parameter)], learningRate: rate)
    }
  }
}
