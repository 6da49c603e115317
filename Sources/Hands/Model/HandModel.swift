import Tensors

/// A hand that takes any pose and shape, in the layout of MANO (Romero and others 2017): 16 joints, blend shapes,
/// linear blend skinning, any number of vertices.
///
/// Joints: wrist; index, middle, little, ring, thumb, three each from the palm outwards. Metres; the frame at
/// rest is the model's own.
public struct HandModel: Sendable {
  /// Which hand.
  public let side: HandTrack.Side
  /// The vertices of the mean shape at rest, `[V, 3]`, metres.
  public let template: Tensor
  /// Three vertices a triangle, counterclockwise seen from outside.
  public let faces: [SIMD3<Int32>]
  /// What a unit of each shape coefficient adds to the template, `[V, 3, S]`.
  public let shapeDirections: Tensor
  /// What each element of the 15 rotation matrices less the identity adds, `[V, 3, 135]`; none without
  /// correctives.
  public let poseDirections: Tensor?
  /// The joints at rest as weighted sums of the shaped vertices, `[16, V]`.
  public let jointRegressor: Tensor
  /// How much each joint carries of each vertex, `[V, 16]`; rows sum to 1.
  public let skinningWeights: Tensor
  /// Directions of pose space, a component a row, `[45, 45]`, the most common first.
  public let poseComponents: Tensor
  /// The mean pose, axis-angle of the 15 finger joints, `[45]`: added to poses unless they count from the flat
  /// hand.
  public let poseMean: Tensor
  /// The vertices at the tips of index, middle, little, ring finger and thumb.
  public let fingertips: [Int]
  /// Where the surface lies in a texture, where that is known.
  public let textureCoordinates: TextureCoordinates?

  /// The joint that carries each of the 16; -1 for the wrist.
  public static let parents = [-1, 0, 1, 2, 0, 4, 5, 0, 7, 8, 0, 10, 11, 0, 13, 14]

  /// Puts a model together; all tensors are of one floating-point type and on one device.
  public init(
    side: HandTrack.Side, template: Tensor, faces: [SIMD3<Int32>], shapeDirections: Tensor,
    poseDirections: Tensor?, jointRegressor: Tensor, skinningWeights: Tensor, poseComponents: Tensor,
    poseMean: Tensor, fingertips: [Int], textureCoordinates: TextureCoordinates? = nil
  ) {
    let count = template.size(0)
    precondition(template.shape == [count, 3], "a template is [V, 3]")
    precondition(shapeDirections.shape == [count, 3, shapeDirections.size(-1)], "directions are [V, 3, S]")
    precondition(poseDirections.map { $0.shape == [count, 3, 135] } ?? true, "correctives are [V, 3, 135]")
    precondition(jointRegressor.shape == [16, count], "a joint regressor is [16, V]")
    precondition(skinningWeights.shape == [count, 16], "skinning weights are [V, 16]")
    precondition(poseComponents.shape == [45, 45] && poseMean.shape == [45], "poses have 45 numbers")
    precondition(fingertips.count == 5 && fingertips.allSatisfy((0..<count).contains), "five fingertips")
    self.side = side
    self.template = template
    self.faces = faces
    self.shapeDirections = shapeDirections
    self.poseDirections = poseDirections
    self.jointRegressor = jointRegressor
    self.skinningWeights = skinningWeights
    self.poseComponents = poseComponents
    self.poseMean = poseMean
    self.fingertips = fingertips
    self.textureCoordinates = textureCoordinates
  }

  /// How many vertices there are.
  public var vertexCount: Int { template.size(0) }

  /// How many shape coefficients there are.
  public var shapeCount: Int { shapeDirections.size(-1) }

  /// The same model with its tensors of another type or elsewhere.
  public func converted(to type: DType = .float32, device: Device = .cpu) -> HandModel {
    func convert(_ tensor: Tensor) -> Tensor { tensor.to(type).to(device) }
    return HandModel(
      side: side, template: convert(template), faces: faces, shapeDirections: convert(shapeDirections),
      poseDirections: poseDirections.map(convert), jointRegressor: convert(jointRegressor),
      skinningWeights: convert(skinningWeights), poseComponents: convert(poseComponents),
      poseMean: convert(poseMean), fingertips: fingertips, textureCoordinates: textureCoordinates)
  }
}
