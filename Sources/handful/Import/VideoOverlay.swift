import Captures
import Foundation
import Hands
import Images

/// A video that shows what an import found over its frames: masks, hand meshes, landmarks.
struct VideoOverlay {
  /// What was imported.
  let result: VideoImport
  /// Frames a second.
  let frameRate: Double

  /// How much of the picture masks hide.
  private static let opacity: Float = 0.45
  /// Colours of labels 1...4: right hand, left hand, object, second object.
  private static let colors: [SIMD3<Float>] = [
    [1, 0.5, 0.1], [0.2, 0.5, 1], [0.2, 0.9, 0.3], [0.9, 0.2, 0.8],
  ]

  /// Writes the video; `progress` is told the frames done.
  func write(to url: URL, progress: (Int) -> Void) async throws {
    let frames = result.capture.frames
    let size = ImageSize(width: frames[0].camera.width, height: frames[0].camera.height)
    try await VideoWriter.write(to: url, size: size, frameRate: frameRate) { writer in
      for index in frames.indices {
        try await writer.append(try picture(index))
        progress(index + 1)
      }
    }
  }

  private func picture(_ index: Int) throws -> Image {
    let frame = result.capture.frames[index]
    var image = try frame.loadImage()
    if let labels = try frame.loadMask() { tint(&image, by: labels) }
    image = HandOverlay(opacity: 0.35).draw(
      result.capture.hands, frame: index, on: image, camera: frame.camera)
    // Landmarks are those of the recorded picture, which a lens bends.
    return frame.lens == nil ? LandmarkOverlay(radius: 0.7).draw(result.landmarks[index], on: image) : image
  }

  private func tint(_ image: inout Image, by labels: LabelImage) {
    for (pixel, label) in labels.values.enumerated() where (1...4).contains(label) {
      for channel in 0..<3 {
        let index = pixel * image.channels + channel
        image.values[index] += Self.opacity * (Self.colors[Int(label) - 1][channel] - image.values[index])
      }
    }
  }
}
