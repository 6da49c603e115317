import Tensors

/// Where the 16 joints of a batch of hands are and how they are turned.
struct KinematicChain {
  /// From the rest frame to the world, `[B, 16, 3, 3]`.
  let rotations: Tensor
  /// Positions, `[B, 16, 3]`.
  let positions: Tensor

  /// Follows the five fingers outwards from the wrist, all of a level at once.
  ///
  /// - Parameters:
  ///   - rotations: of each joint against its parent, `[B, 16, 3, 3]`.
  ///   - restJoints: the joints at rest, `[B or 1, 16, 3]`.
  init(rotations local: Tensor, restJoints: Tensor) {
    let batch = local.size(0)
    let fingers = local[.all, .from(1)].reshaped([batch, 5, 3, 3, 3])
    let rest = restJoints[.all, .from(1)].reshaped([restJoints.size(0), 5, 3, 3])
    let wrist = restJoints[.all, .range(0..<1)]
    var turned = local[.all, .range(0..<1)]
    var place = wrist.expanded([batch, 1, 3])
    var restPlace = wrist
    let (firstTurn, firstPlace) = (turned, place)
    var (turns, places): ([Tensor], [Tensor]) = ([], [])
    for level in 0..<3 {
      let next = rest[.all, .all, .at(level)]
      place = place + turned.matmul((next - restPlace).unsqueezed(-1)).squeezed(-1)
      turned = turned.matmul(fingers[.all, .all, .at(level)])
      restPlace = next
      turns.append(turned)
      places.append(place)
    }
    rotations = .concatenated(
      [firstTurn, Tensor.stacked(turns, dimension: 2).reshaped([batch, 15, 3, 3])], dimension: 1)
    positions = .concatenated(
      [firstPlace, Tensor.stacked(places, dimension: 2).reshaped([batch, 15, 3])], dimension: 1)
  }
}
