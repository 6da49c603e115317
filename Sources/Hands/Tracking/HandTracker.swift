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
    let found = try withoutGradients { try hands(in: image) }
    regions = found.map { ImageRegion(landmarks: $0.imagePoints) }.filter(\.isUsable)
    return found
  }

  /// Forgets the hands of the images before: the next one is the first of a video.
  public func reset() { regions = [] }

  /// The hands of palms that are not followed yet, then those followed.
  private func hands(in image: Image) throws -> [TrackedHand] {
    let followed = Self.distinct(regions)
    let (palms, followedHands) = try searched(followed, in: image, forPalms: regions.count < Self.handCount)
    let found = Self.distinct(palms.prefix(Self.handCount).map(ImageRegion.init).filter(\.isUsable))
    let new = found.filter { region in !followed.contains { $0.overlap(region) > Self.sameOverlap } }
    let newHands = try concurrently(new.count) { item -> TrackedHand? in
      landmarkDetector.hand(in: new[item], of: image)
    }
    return (newHands + followedHands).compactMap(\.self)
  }

  /// The palms of an image, if they are asked for, and the hands of regions, at the same time.
  private func searched(
    _ regions: [ImageRegion], in image: Image, forPalms isPalmsAsked: Bool
  ) throws -> (palms: [PalmDetection], hands: [TrackedHand?]) {
    let count = regions.count + (isPalmsAsked ? 1 : 0)
    let results = try concurrently(count) { item -> (palms: [PalmDetection], hand: TrackedHand?) in
      item < regions.count
        ? ([], landmarkDetector.hand(in: regions[item], of: image)) : (palmDetector.palms(in: image), nil)
    }
    return (results.flatMap(\.palms), results.prefix(regions.count).map(\.hand))
  }

  /// The regions without those that a later one overlaps.
  private static func distinct(_ regions: [ImageRegion]) -> [ImageRegion] {
    regions.reduce(into: []) { kept, region in
      kept.removeAll { $0.overlap(region) > sameOverlap }
      kept.append(region)
    }
  }
}
