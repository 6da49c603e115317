import Images
import Tensors

extension Image {
  /// The picture as networks take it: `[1, 3, h, w]` in -1...1, float32.
  func networkInput() -> Tensor {
    Tensor(values, shape: [1, height, width, channels]).permuted([0, 3, 1, 2]).contiguous() * 2 - 1
  }

  /// A picture of one channel from a map `[1, 1, h, w]`.
  init(map: Tensor) {
    self.init(width: map.size(3), height: map.size(2), channels: 1, values: map.floats())
  }
}
