import Files
import Foundation
import Splatting

/// Whether cameras keep to a path: a structure from motion places some frames wrongly.
struct CameraPathCheck {
  private let capture: Capture
  private let place: String
  /// The frames' indices in the order of their times.
  private let order: [Int]
  private let cameras: [Camera]

  /// So many times farther than nearly all around it is a step that is a jump.
  private static let factor = 5.0
  /// A jump turns the camera by so much at least, radians.
  private static let leastTurn = 5 * Double.pi / 180
  /// A jump is so long at least, in radii of the path.
  private static let leastStep = 0.02
  /// Fewer cameras make no path.
  private static let leastCount = 8

  init(capture: Capture, place: String) {
    self.capture = capture
    self.place = place
    order = capture.frames.indices.sorted { (capture.frames[$0].time, $0) < (capture.frames[$1].time, $1) }
    cameras = order.map { capture.frames[$0].camera }
  }

  var findings: [Finding] {
    // What cannot be used at all is an error elsewhere.
    guard cameras.count >= Self.leastCount, cameras.allSatisfy({ $0.worldToCamera.isFinite }) else {
      return []
    }
    let distances = distances
    let radius = distances.sorted()[(distances.count - 1) * 9 / 10]
    let far = Set(cameras.indices.filter { distances[$0] > Self.factor * radius })
    let steps = CameraJumps(count: cameras.count, least: Self.leastStep * radius, factor: Self.factor, rates)
    {
      length(cameras[$0].position - cameras[$1].position)
    }
    let turns = CameraJumps(count: cameras.count, least: Self.leastTurn, factor: Self.factor, rates) {
      cameras[$0].angle(to: cameras[$1])
    }
    return [
      finding(far, "frames whose cameras stand far from all others", remedy: Self.remedy),
      finding(
        steps.strays.union(turns.strays).subtracting(far),
        "frames whose cameras are off the path of those around them", remedy: Self.remedy),
      finding(
        steps.breaks.union(turns.breaks).filter { !far.contains($0) && !far.contains($0 - 1) },
        "frames before which the camera jumps",
        remedy: "solve the cameras again; a recording of several pieces makes several captures"),
    ].compactMap { $0 }
  }

  private static let remedy = "solve the cameras again, or leave these frames out"

  private func finding(_ places: Set<Int>, _ problem: String, remedy: String) -> Finding? {
    Finding(
      .warning, about: FrameList(places.map { order[$0] }, of: capture.frames), in: place, problem,
      remedy: remedy)
  }

  /// How far each camera is from the middle of all.
  private var distances: [Double] {
    let positions = cameras.map(\.position)
    func median(_ axis: Int) -> Double { RobustRange(positions.map { $0[axis] })?.middle ?? 0 }
    let middle = SIMD3(median(0), median(1), median(2))
    return positions.map { length($0 - middle) }
  }

  /// What each step's length is multiplied with, so that steps over missing frames may be longer; none where frames
  /// are of one time, of cameras side by side.
  private var rates: [Double]? {
    let times = order.map { capture.frames[$0].time }
    let durations = zip(times.dropFirst(), times).map { $0 - $1 }
    guard let usual = RobustRange(durations)?.middle, durations.allSatisfy({ $0 > 0 }) else { return nil }
    return durations.map { min(1, usual / $0) }
  }
}

extension RigidTransform {
  fileprivate var isFinite: Bool {
    rotation.elements.allSatisfy(\.isFinite) && translation.x.isFinite && translation.y.isFinite
      && translation.z.isFinite
  }
}

extension Camera {
  /// The angle of the rotation between this camera and `other`, radians.
  fileprivate func angle(to other: Camera) -> Double {
    let turn = worldToCamera.rotation * other.worldToCamera.rotation.transposed
    let trace = turn.elements[0] + turn.elements[4] + turn.elements[8]
    return acos(max(-1, min(1, (trace - 1) / 2)))
  }
}
