import Captures
import Files
import Foundation
import Hands
import Splatting
import TestSupport
import Testing

/// A capture, and what a tracker would leave of it, as `make_tracked_hands.py` writes them.
struct TrackedCapture {
  private let temporary: TemporaryFolder
  /// The capture's folder, with dots where the tracker's camera sees the joints.
  var capture: URL { temporary.file("capture") }
  /// What the tracker leaves.
  var output: URL { temporary.file("out") }
  /// A folder of made-up MANO files.
  var mano: URL { temporary.file("mano") }
  /// The focal length that HaMeR assumes for the images.
  static let assumed = 5000.0 / 256 * 640

  /// An empty folder, for ``make(_:focal:)``.
  init() throws { temporary = try TemporaryFolder() }

  /// A file beside the capture.
  func file(_ name: String) -> URL { temporary.file(name) }

  /// Writes both.
  func make(_ kind: String, focal: Double? = nil) throws {
    try Python.run("make_tracked_hands.py", [temporary.url.path, kind] + (focal.map { ["\($0)"] } ?? []))
  }

  /// Imports what lies under `name` into the capture.
  @discardableResult
  func write(_ format: TrackedHandsFormat, _ name: String = "out") throws -> TrackedHandsImporter.Result {
    try TrackedHandsImporter(format: format, models: TrackedHandModels(manoFolder: mano))
      .write(file(name), to: capture)
  }

  /// The largest distance of dots, and of vertices and joints (metres) from where they are in truth; joints as vertices
  /// where not said.
  func check(
    dots: Double, vertices: Float, joints: Float? = nil, missing: (frame: Int, side: HandTrack.Side)? = nil
  ) throws {
    let read = try CaptureReader().read(capture)
    #expect(read.hands.map(\.side) == [.right, .left])
    let truth = try NumPyArchive(contentsOf: file("truth.npz"))
    for (channel, hand) in read.hands.enumerated() {
      #expect(try Dots.largestOffset(hand, in: read.frames, channel: channel) < dots)
      let expected = try truth.array(hand.side.rawValue, shape: [3, 778, 3]).floats()
      // A dot does not tell whose it is.
      let expectedJoints = try truth.array("\(hand.side.rawValue)_joints", shape: [3, 21, 3]).vectors()
      for frame in 0..<3 {
        if let missing, missing == (frame, hand.side) {
          #expect(hand.vertices[frame][0].x.isNaN && hand.joints[frame][20].x.isNaN)
          continue
        }
        let distances = (0..<778).map { vertex in
          let start = (frame * 778 + vertex) * 3
          return length(
            hand.vertices[frame][vertex] - SIMD3(expected[start], expected[start + 1], expected[start + 2]))
        }
        #expect(try #require(distances.max()) < vertices)
        let offsets = (0..<21).map { length(hand.joints[frame][$0] - expectedJoints[21 * frame + $0]) }
        #expect(try #require(offsets.max()) < joints ?? vertices)
      }
    }
  }
}
