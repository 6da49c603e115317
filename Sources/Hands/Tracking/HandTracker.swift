import Files
import Foundation
import Images
import Tensors

/// Follows up to two hands through the images of a video, as MediaPipe Hands does: palms are looked for in the whole
/// image only while fewer than two hands are followed, landmarks in a region around each hand.
///
/// Images must not be mirrored, or left and right are exchanged. It is not for several threads at once.
public final class HandTracker {
  /// How many hands are followed before palms are not looked for any more.
  private static let handCount = 2
  /// Regions that overlap more show one hand.
  private static let sameOverlap: Float = 0.5

  private let palmDetector: PalmDetector
  private let landmarkDetector: LandmarkDetector
  private var regions: [ImageRegion] = []
  private var size: ImageSize?

  /// Reads the networks that set-up has converted.
  /// - Throws: `FileError` if they are missing, damaged or others.
  public init() throws {
    palmDetector = PalmDetector(try PalmNetwork(contentsOf: Self.file(PalmNetwork.fileName)))
    landmarkDetector = LandmarkDetector(try LandmarkNetwork(contentsOf: Self.file(LandmarkNetwork.fileName)))
  }

  private static func file(_ name: String) throws -> URL {
    guard let url = SharedFolder.file(name) else {
      throw FileError(name, "is not there; the hand tracker needs it", remedy: "run `make setup`")
    }
    return url
  }

  /// The hands of the next image of a video; an image of another size starts anew.
  ///
  /// Each image is judged by itself: two hands may claim one side, and one hand may be found twice. See
  /// ``HandSides`` for a whole video.
  /// - Parameter image: grey or coloured, not mirrored; alpha is not read.
  /// - Throws: `TensorError` if LibTorch fails, such as for want of memory.
  public func track(_ image: Image) throws -> [TrackedHand] {
    precondition(image.width > 0 && image.height > 0, "an image has pixels")
    if image.size != size { reset() }
    size = image.size
    let hands = try withTensorErrors {
      withoutGradients { landmarkDetector.hands(in: candidates(in: image), of: image) }
    }
    regions = hands.map { ImageRegion(landmarks: $0.imagePoints) }
    return hands
  }

  /// Forgets the hands of the images before: the next one is the first of a video.
  public func reset() { regions = [] }

  /// Where hands may be: those followed so far, and palms elsewhere.
  private func candidates(in image: Image) -> [ImageRegion] {
    let followed = regions.filter(\.isUsable)
    let palms = followed.count < Self.handCount ? palmDetector.palms(in: image).prefix(Self.handCount) : []
    return Self.distinct(palms.map(ImageRegion.init).filter(\.isUsable) + followed)
  }

  /// The regions without those that a later one overlaps.
  private static func distinct(_ regions: [ImageRegion]) -> [ImageRegion] {
    regions.reduce(into: []) { kept, region in
      kept.removeAll { $0.overlap(region) > sameOverlap }
      kept.append(region)
    }
  }
}
