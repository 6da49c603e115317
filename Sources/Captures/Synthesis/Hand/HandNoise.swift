import Splatting

/// Errors like a tracker's: of position and of every joint, alike from frame to frame.
struct HandNoise {
  /// How much of a frame's error is left in the next one.
  private static let persistence = 0.8

  private let translationScale: Double
  private let rotationScale: Double
  private var translation: SIMD3<Double>
  private var rotations: [SIMD3<Double>]
  private var generator: SeededGenerator

  init(_ configuration: SynthesisConfiguration) {
    translationScale = configuration.handTranslationNoise
    rotationScale = configuration.handRotationNoise
    var generator = SeededGenerator(seed: configuration.seed, stream: 2)
    translation = generator.normalVector()
    rotations = (0..<16).map { _ in generator.normalVector() }
    self.generator = generator
  }

  /// `pose` with this frame's error; goes on to the next frame.
  mutating func disturb(_ pose: HandPose) -> HandPose {
    var result = pose
    result.wrist.translation += translation * translationScale
    result.wrist.rotation = RotationVector.matrix(rotations[0] * rotationScale) * pose.wrist.rotation
    for joint in 0..<15 {
      // Composed, not added: large rotation vectors do not add up.
      let error = RotationVector.matrix(rotations[joint + 1] * rotationScale)
      result.fingers[joint] = RotationVector.vector(error * RotationVector.matrix(pose.fingers[joint]))
    }
    advance()
    return result
  }

  /// A first-order autoregression of variance 1.
  private mutating func advance() {
    let fresh = (1 - Self.persistence * Self.persistence).squareRoot()
    translation = translation * Self.persistence + generator.normalVector() * fresh
    for joint in rotations.indices {
      rotations[joint] = rotations[joint] * Self.persistence + generator.normalVector() * fresh
    }
  }
}
