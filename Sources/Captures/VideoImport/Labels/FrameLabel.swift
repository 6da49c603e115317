/// What the pixels of a mask mean.
public enum FrameLabel: UInt8, Sendable, CaseIterable {
  case background = 0
  case rightHand = 1
  case leftHand = 2
  case object = 3
  case secondObject = 4

  /// The label that people call `name`: `background`, `right`, `left`, `object`, `second`, or its number.
  public init?(name: String) {
    let names = [
      "background": Self.background, "right": .rightHand, "left": .leftHand, "object": .object,
      "second": .secondObject,
    ]
    let plain = name.lowercased().replacing("_hand", with: "").replacing("_object", with: "")
    guard let label = names[plain] ?? UInt8(plain).flatMap(Self.init(rawValue:)) else { return nil }
    self = label
  }
}
