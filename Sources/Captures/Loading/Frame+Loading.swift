import Files
import Foundation
import Images

extension Frame {
  /// What undoes the frame's lens, at the size of the image file; none for a pinhole.
  ///
  /// Working it out takes as long as loading an image: a ``FrameLoader`` does so once for frames that share
  /// it.
  public var undistortion: Undistortion? {
    lens.flatMap { $0.isPinhole ? nil : Undistortion(camera: fileCamera, lens: $0) }
  }

  /// The image as ``camera`` saw it: red, green, blue, shown on ``background`` where the file is transparent,
  /// without distortion, and shrunk by area where the camera was scaled down.
  ///
  /// Where the lens recorded nothing the nearest colour is repeated; ``loadValidity()`` tells where.
  ///
  /// Throws a ``FileError`` where the file is missing, cut short, or of another size than its camera says.
  public func loadImage() throws -> Image { try loadImage(undistortion: undistortion) }

  /// The labels of ``maskURL`` likewise, each pixel the nearest of the file; 0 where the lens recorded
  /// nothing.
  public func loadMask() throws -> LabelImage? { try loadMask(undistortion: undistortion) }

  /// The depth of ``depthURL`` likewise, in metres; 0 where unknown.
  public func loadDepth() throws -> DepthImage? { try loadDepth(undistortion: undistortion) }

  /// 1 where all that a pixel of ``loadImage()`` shows was recorded by the lens and is not ruled out by
  /// ``validityURL``, 0 elsewhere; none where every pixel may be used.
  public func loadValidity() throws -> LabelImage? { try loadValidity(undistortion: undistortion) }

  func loadImage(undistortion: Undistortion?) throws -> Image {
    let recorded = try read(imageURL, named: "image") { try ImageFile.read($0) }
    let opaque = recorded.opaque(on: background)
    let straight = undistortion?.undistorted(opaque) ?? opaque
    return straight.resized(width: camera.width, height: camera.height)
  }

  func loadMask(undistortion: Undistortion?) throws -> LabelImage? {
    try maskURL.map { url in
      let recorded = try read(url, named: "mask") { try ImageFile.readLabels($0) }
      let straight = undistortion?.undistortedNearest(recorded, unknown: 0) ?? recorded
      return straight.resizedNearest(width: camera.width, height: camera.height)
    }
  }

  func loadDepth(undistortion: Undistortion?) throws -> DepthImage? {
    try depthURL.map { url in
      let recorded = try read(url, named: "depth") { try ImageFile.readDepth($0) }
      let straight = undistortion?.undistortedNearest(recorded, unknown: 0) ?? recorded
      return straight.resizedNearest(width: camera.width, height: camera.height)
    }
  }

  func loadValidity(undistortion: Undistortion?) throws -> LabelImage? {
    guard let recorded = try recordedValidity(undistortion: undistortion) else { return nil }
    guard camera.width != fileSize.width || camera.height != fileSize.height else { return recorded }
    // A pixel that mixes in one that may not be used may not be used either.
    let shares = Image(
      width: fileSize.width, height: fileSize.height, channels: 1, values: recorded.values.map { Float($0) })
    let resized = shares.resized(width: camera.width, height: camera.height)
    return LabelImage(
      width: resized.width, height: resized.height, channels: 1,
      values: resized.values.map { $0 > 0.999 ? 1 : 0 })
  }

  /// The validity at the size of the file.
  private func recordedValidity(undistortion: Undistortion?) throws -> LabelImage? {
    guard let validityURL else { return undistortion?.validity }
    var mask = try read(validityURL, named: "validity mask") { try ImageFile.readLabels($0) }
    mask.values = mask.values.map { $0 == 0 ? 0 : 1 }
    return undistortion?.undistortedNearest(mask, unknown: 0) ?? mask
  }

  /// Reads a file of the frame and checks its size.
  private func read<Scalar>(
    _ url: URL, named name: String, _ body: (URL) throws -> PixelGrid<Scalar>
  ) throws -> PixelGrid<Scalar> {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw FileError(url, "the \(name) of frame \(self.name) is missing")
    }
    let grid = try body(url)
    try requireFileSize(ImageSize(width: grid.width, height: grid.height), of: url, named: name)
    return grid
  }
}

extension Image {
  /// Red, green, blue: grey repeated for each, and `background` seen through what is transparent.
  fileprivate func opaque(on background: SIMD3<Float>) -> Image {
    switch channels {
    case 1: Image(width: width, height: height, channels: 3, values: values.flatMap { [$0, $0, $0] })
    case 4: composited(over: background)
    default: self
    }
  }
}
