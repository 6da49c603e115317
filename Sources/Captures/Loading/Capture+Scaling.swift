import Splatting

extension Capture {
  /// The same capture with every image `factor` times smaller in width and height, rounded to whole pixels:
  /// the cameras change here, the images when they are loaded.
  public func downscaled(by factor: Double) -> Capture {
    precondition(factor >= 1, "a capture is scaled down, never up")
    var capture = self
    capture.frames = frames.map { $0.downscaled(by: factor) }
    capture.novelFrames = novelFrames.map { $0.downscaled(by: factor) }
    return capture
  }
}

extension Frame {
  /// The same frame with an image `factor` times smaller in width and height.
  func downscaled(by factor: Double) -> Frame {
    var frame = self
    frame.camera = camera.resized(
      width: max(1, Int((Double(camera.width) / factor).rounded())),
      height: max(1, Int((Double(camera.height) / factor).rounded())))
    return frame
  }

  /// The camera at the size of the image file, which the lens belongs to.
  var fileCamera: Camera { camera.resized(width: fileSize.width, height: fileSize.height) }
}
