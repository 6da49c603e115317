import Files
import Images
import Splatting

/// Loads frames' files, with the work of undoing a lens that several frames share done once.
///
/// A loaded frame takes 12 bytes a pixel for the image, 4 for depth, 1 for the mask and 1 for validity, as
/// far as it has them; each lens that frames share takes 8 bytes a pixel of the file while the loader lives.
public struct FrameLoader: Sendable {
  private let frames: [Frame]
  private let undistortions: [Recording: Undistortion]

  /// A loader of `frames`.
  public init(_ frames: [Frame]) {
    self.frames = frames
    let users = Dictionary(grouping: frames.compactMap { Recording($0) }, by: { $0 })
    let shared = users.filter { $0.value.count > 1 }.map(\.key)
    let maps = concurrentMap(shared) { $0.undistortion }
    undistortions = Dictionary(uniqueKeysWithValues: zip(shared, maps))
  }

  /// All frames, loaded on all processors, in their order.
  ///
  /// Throws a ``FileError`` about the first frame that cannot be loaded.
  public func loadAll() throws -> [LoadedFrame] {
    try concurrentMap(frames) { frame in Result { try load(frame) } }.map { try $0.get() }
  }

  /// One frame.
  ///
  /// Throws a ``FileError`` where a file of it is missing, cut short, or of another size than its camera
  /// says.
  public func load(_ frame: Frame) throws -> LoadedFrame {
    let recording = Recording(frame)
    let undistortion = recording.flatMap { undistortions[$0] ?? $0.undistortion }
    return LoadedFrame(
      frame: frame, image: try frame.loadImage(undistortion: undistortion),
      mask: try frame.loadMask(undistortion: undistortion),
      depth: try frame.loadDepth(undistortion: undistortion),
      validity: try frame.loadValidity(undistortion: undistortion))
  }
}

/// What an undistortion depends on: the intrinsics of the file's camera and its lens.
private struct Recording: Hashable, Sendable {
  let size: ImageSize
  let focalLength: SIMD2<Double>
  let principalPoint: SIMD2<Double>
  let lens: Lens

  /// What `frame` was recorded with; none for a pinhole.
  init?(_ frame: Frame) {
    guard let lens = frame.lens, !lens.isPinhole else { return nil }
    let camera = frame.fileCamera
    size = frame.fileSize
    focalLength = camera.focalLength
    principalPoint = camera.principalPoint
    self.lens = lens
  }

  var undistortion: Undistortion {
    let camera = Camera(
      width: size.width, height: size.height, focalLength: focalLength, principalPoint: principalPoint,
      worldToCamera: .identity)
    return Undistortion(camera: camera, lens: lens)
  }
}
