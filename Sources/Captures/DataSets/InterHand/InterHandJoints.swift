import Hands

extension InterHandAnnotations {
  /// The annotated joints of one frame: of the right hand, then of the left.
  struct Joints: Decodable {
    /// 42 places in the world, millimetres.
    var worldCoord: [[Float]]
    /// 1 where a place is known, be it written as 1 or as [1].
    var jointValid: [Float]

    private enum CodingKeys: String, CodingKey {
      case worldCoord = "world_coord"
      case jointValid = "joint_valid"
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      worldCoord = try values.decode([[Float]].self, forKey: .worldCoord)
      let rows = try? values.decode([[Float]].self, forKey: .jointValid)
      jointValid = try rows?.map { $0.first ?? 0 } ?? values.decode([Float].self, forKey: .jointValid)
    }
  }
}

extension InterHandAnnotations.Joints {
  /// The places in InterHand's order (thumb, index, middle, ring, little, each from the tip to the palm; wrist) of the
  /// joints in the order of ``HandTrack/joints``.
  private static let order =
    [20, 7, 6, 5, 11, 10, 9, 19, 18, 17, 15, 14, 13, 3, 2, 1] + [4, 8, 16, 12, 0]

  /// The joints of a hand in metres; NaN where they are not known.
  func positions(of side: HandTrack.Side) -> [SIMD3<Float>] {
    let first = side == .right ? 0 : 21
    return Self.order.map { index in
      let joint = first + index
      guard worldCoord.indices.contains(joint), jointValid.indices.contains(joint),
        worldCoord[joint].count == 3, jointValid[joint] > 0
      else { return SIMD3(repeating: .nan) }
      return SIMD3(worldCoord[joint][0], worldCoord[joint][1], worldCoord[joint][2]) / 1000
    }
  }
}
