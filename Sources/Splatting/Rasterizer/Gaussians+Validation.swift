import Tensors

extension Gaussians {
  /// Throws unless shapes fit each other, types and devices are the same, and the camera is usable.
  func validate(camera: Camera, pose: Tensor?, nearPlane: Double) throws(RasterizerError) {
    guard RasterizerCamera(camera, nearPlane: Float(nearPlane)).isUsable else { throw .badCamera }
    try require("means", means, [nil, 3])
    let count = means.size(0)
    try require("rotations", rotations, [count, 4])
    try require("scales", scales, [count, 3])
    try require("opacities", opacities, [count])
    try require("harmonics", harmonics, [count, nil, 3])
    let terms = SphericalHarmonics.count(degree: degree)
    guard (0...SphericalHarmonics.maximumDegree).contains(degree), harmonics.size(1) >= terms else {
      throw .wrongCount("harmonics of degree \(degree)", count: harmonics.size(1), expected: terms)
    }
    if let extra { try require("extra", extra, [count, nil]) }
    if let pose {
      try require("pose", pose, [4, 4])
      guard pose.allFinite else { throw .badCamera }
    }
  }

  /// Throws for the first Gaussian with a NaN or an infinity.
  func requireFinite() throws(RasterizerError) {
    let used = harmonics[.all, .to(SphericalHarmonics.count(degree: degree))]
    let inputs: [(RasterizerError.Input, Tensor?)] = [
      (.means, means), (.quaternions, rotations), (.scales, scales), (.opacities, opacities),
      (.coefficients, used), (.features, extra),
    ]
    for case (let input, let values?) in inputs where !values.allFinite {
      // A value that is not finite was found, so there is a first place.
      throw .notFinite(input, index: Int((.!values.isFinite()).nonzero()[0, 0].item()))
    }
  }

  /// Throws unless `tensor` has the means' type and device and this shape, in which nil stands for any size.
  private func require(_ name: String, _ tensor: Tensor, _ shape: [Int?]) throws(RasterizerError) {
    let isFloating = tensor.dtype == .float32 || tensor.dtype == .float64
    let fits =
      tensor.rank == shape.count && zip(tensor.shape, shape).allSatisfy { $1 == nil || $0 == $1 }
    guard fits, isFloating, tensor.dtype == means.dtype, tensor.device == means.device else {
      let type = means.dtype == .float64 ? DType.float64 : .float32
      let sizes = shape.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
      throw .wrongTensor(
        name, found: "\(tensor.dtype)\(tensor.shape) on \(tensor.device)",
        expected: "\(type)[\(sizes)] on \(means.device)")
    }
  }
}
