import Captures
import Foundation
import Hands
import Methods
import Splatting

/// What there is to see: a scene, and where it is at hand the capture that it was made from.
public struct ViewedScene: Sendable {
  /// At how many times a scene is looked at that has no recorded views.
  private static let plainTimes = 60

  /// A name to show.
  public let name: String
  /// The scene.
  public let scene: Scene
  /// The capture, at the size that the scene was made at.
  public let capture: Capture?
  /// The times, in rising order, at which layers that move are shown: those of the recorded views.
  public let times: [Double]

  /// Puts together what there is to see; `capture` is shrunk as the scene's origin says.
  public init(name: String, scene: Scene, capture: Capture? = nil) {
    self.name = name
    self.scene = scene
    self.capture = capture?.downscaled(by: scene.origin.downscale)
    let recorded = Set(scene.views.map(\.time)).sorted()
    let isStill = scene.layers.allSatisfy { $0 is StaticLayer }
    if isStill, recorded.count < 2 {
      times = [recorded.first ?? 0]
    } else if recorded.count < 2 {
      times = (0..<Self.plainTimes).map { Double($0) / Double(Self.plainTimes - 1) }
    } else {
      times = recorded
    }
  }

  /// The frame of the capture that each of the scene's views was made from, where it is known.
  var frames: [Frame?] {
    guard let capture else { return scene.views.map { _ in nil } }
    let recorded = Dictionary(capture.frames.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let novel = Dictionary(capture.novelFrames.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return scene.views.map { ($0.role == .novel ? novel : recorded)[$0.name] }
  }
}
