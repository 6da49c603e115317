import ArgumentParser
import Hands
import Tensors

/// Numbers that were given with commas between them.
func numbers(_ text: String, of option: String) throws -> [Float] {
  try text.split(separator: ",", omittingEmptySubsequences: true).map { part in
    guard let number = Float(part.trimmingPrefix(" ")), number.isFinite else {
      throw ValidationError("\(option): '\(part)' is no number")
    }
    return number
  }
}

/// A pose as it is given on the command line.
enum HandPoseArgument {
  case gesture(HandGesture)
  case components([Float])
  /// 45 or 48 numbers.
  case axisAngle([Float])

  /// Reads a name, `pca:` with coefficients, or 45 or 48 numbers.
  init(_ text: String) throws {
    if let gesture = HandGesture(rawValue: text) {
      self = .gesture(gesture)
    } else if text.hasPrefix("pca:") {
      let coefficients = try numbers(String(text.dropFirst(4)), of: "--pose")
      guard (1...45).contains(coefficients.count) else {
        throw ValidationError("--pose pca: takes 1 to 45 numbers, not \(coefficients.count)")
      }
      self = .components(coefficients)
    } else if text.first?.isLetter == true {
      let known = HandGesture.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--pose: '\(text)' is no pose; those known by name are \(known)")
    } else {
      let values = try numbers(text, of: "--pose")
      guard [45, 48].contains(values.count) else {
        throw ValidationError("--pose takes 45 or 48 numbers, not \(values.count)")
      }
      self = .axisAngle(values)
    }
  }

  /// 48 numbers, counted from the flat hand, for `model`.
  func axisAngle(_ model: HandModel, fromMean: Bool) throws -> [Float] {
    let mean = fromMean ? model.poseMean.floats() : [Float](repeating: 0, count: 45)
    let rest: [Float] = [0, 0, 0]
    switch self {
    case .gesture(.relaxed): return rest + model.poseMean.floats()
    case .gesture(let gesture): return rest + gesture.fingerPose(HandAnatomy(model))
    case .components(let coefficients):
      let fingers = model.fingerPose(components: Tensor(coefficients, shape: [1, coefficients.count]))
      return rest + zip(fingers.floats(), mean).map(+)
    case .axisAngle(let values):
      let wrist = values.count == 48 ? Array(values.prefix(3)) : rest
      return wrist + zip(values.suffix(45), mean).map(+)
    }
  }
}
