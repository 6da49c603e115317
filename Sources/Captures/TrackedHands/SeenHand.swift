import Hands

/// A hand as a tracker saw it in one image, in the frame of the tracker's own camera with OpenCV's axes, metres.
struct SeenHand {
  /// What the tracker tells of it.
  enum Geometry {
    /// MANO's parameters, which count from the flat hand.
    case parameters(ManoFrames.Pose)
    /// The vertices of MANO's mesh, in its order.
    case vertices([SIMD3<Float>])
  }

  let side: HandTrack.Side
  let geometry: Geometry
  let camera: TrackerCamera

  /// Roughly how far it is from the camera.
  var distance: Float {
    switch geometry {
    case .parameters(let pose): pose.translation.z
    case .vertices(let vertices): vertices.reduce(0) { $0 + $1.z } / Float(max(vertices.count, 1))
    }
  }
}

/// The camera that a tracker took to have made the images.
struct TrackerCamera: Equatable {
  /// Pixels, both directions.
  var focalLength: Double
  /// Where the axis meets the image, pixels from the corner.
  var center: SIMD2<Double>
}
