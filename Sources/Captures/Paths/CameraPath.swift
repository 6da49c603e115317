import Files
import Foundation
import Splatting

/// Ways of moving a camera through a capture's scene.
public struct CameraPath: Sendable, Equatable {
  /// How the camera moves.
  public enum Shape: String, Sendable, Codable, CaseIterable {
    /// Once around the point that the cameras look at, at their mean height and distance.
    case orbit
    /// Two turns about the mean camera, coming nearer and going back, its eye on the same point.
    case spiral
    /// Through the capture's own cameras, smoothly.
    case capture
  }

  /// What becomes of time on the way.
  public enum Timing: Sendable, Equatable {
    /// It runs from 0 to 1.
    case playing
    /// It stands still, at a time in 0...1.
    case frozen(Double)
  }

  /// How the camera moves.
  public var shape: Shape
  /// What becomes of time on the way.
  public var timing: Timing

  /// Makes a path.
  public init(_ shape: Shape, timing: Timing = .playing) {
    self.shape = shape
    self.timing = timing
  }

  /// `count` cameras along the path, with the image size and the focal lengths of the capture's first frame.
  ///
  /// Throws a ``FileError`` where the capture has no frames.
  public func cameras(for capture: Capture, count: Int) throws -> [TimedCamera] {
    guard let cameras = cameras(along: capture.frames.map(\.camera), points: capture.points, count: count)
    else {
      throw FileError(capture.name, "holds no frames, so that no camera path can be made")
    }
    return cameras
  }

  /// `count` cameras along the path, given the cameras of a capture in order; none where there are none.
  ///
  /// The `points` of the scene, where known, tell how far parallel cameras look.
  public func cameras(
    along recorded: [Camera], points: PointCloud = PointCloud(), count: Int
  ) -> [TimedCamera]? {
    guard let gaze = CameraGaze(recorded, points: points) else { return nil }
    let cameras =
      switch shape {
      case .orbit: orbit(gaze, count: count)
      case .spiral: spiral(gaze, count: count)
      case .capture: CameraSpline(recorded).cameras(count: count)
      }
    return cameras.enumerated().map { index, camera in
      TimedCamera(camera: camera, time: time(index, of: count))
    }
  }

  private func time(_ index: Int, of count: Int) -> Double {
    switch timing {
    case .playing: evenTime(index, of: count)
    case .frozen(let time): time
    }
  }

  /// The last camera stands one step before the first, so that the film can be played in a loop.
  private func orbit(_ gaze: CameraGaze, count: Int) -> [Camera] {
    let height = gaze.up * dot(gaze.meanPosition - gaze.focus, gaze.up)
    let outwards = gaze.meanPosition - gaze.focus - height
    // A camera that looks straight down has no side of its own; any will do.
    let radius = max(length(outwards), 0.05 * gaze.distance)
    let start = length(outwards) > 1e-9 ? normalize(outwards) : gaze.anySide
    let side = cross(gaze.up, start)
    return (0..<count).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(count)
      let position = gaze.focus + height + radius * (cos(angle) * start + sin(angle) * side)
      return gaze.camera(from: position)
    }
  }

  /// After the spiral paths of LLFF (Mildenhall et al., 2019), with radii from how far the cameras were
  /// spread, yet at least a twentieth of the distance to what they look at.
  private func spiral(_ gaze: CameraGaze, count: Int) -> [Camera] {
    let radii = gaze.spread(atLeast: 0.05 * gaze.distance, atMost: 0.4 * gaze.distance)
    let axes = gaze.meanAxes
    return (0..<count).map { index in
      let angle = 4 * Double.pi * Double(index) / Double(count)
      let offset = radii * [cos(angle), sin(angle), sin(angle / 2)]
      return gaze.camera(from: gaze.meanPosition + axes.transposed * offset)
    }
  }
}
