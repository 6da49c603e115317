/// A sequence of a data set, and what of it is wanted.
public struct DataSetSelection: Sendable, Hashable {
  /// The sequence, as the data set calls it: `ABF14`, `subject4/h1/0`.
  public var sequence: String
  /// The camera whose images become the capture's frames; none for the data set's usual one.
  public var camera: String?
  /// Cameras whose images become views for evaluation (``Capture/novelFrames``).
  public var novelCameras: [String]
  /// Which frames of the sequence, by their place in it; none for all.
  public var frames: Range<Int>?
  /// Every how manieth of these frames is taken, from the first on.
  public var stride: Int

  /// Selects of `sequence` all frames of the usual camera, or what else is said.
  public init(
    sequence: String, camera: String? = nil, novelCameras: [String] = [], frames: Range<Int>? = nil,
    stride: Int = 1
  ) {
    self.sequence = sequence
    self.camera = camera
    self.novelCameras = novelCameras
    self.frames = frames
    self.stride = stride
  }

  /// The places, among `count` frames, of those that are wanted, rising.
  public func indices(of count: Int) -> [Int] {
    let range = (frames ?? 0..<count).clamped(to: 0..<count)
    return Array(Swift.stride(from: range.lowerBound, to: range.upperBound, by: max(1, stride)))
  }

  /// The sequence's name as one folder's: `subject4-h1-0`.
  public var folderName: String { sequence.replacing("/", with: "-") }
}
