import Subprocess

/// Puts frames together from the pieces in which a pipe hands out their bytes.
struct FrameAssembler {
  private let size: ImageSize
  private let byteCount: Int
  private var bytes: [UInt8] = []

  init(size: ImageSize) {
    self.size = size
    byteCount = size.width * size.height * 3
    bytes.reserveCapacity(byteCount)
  }

  /// Takes a piece, and gives the frames that it completes.
  mutating func append(_ piece: SubprocessOutputSequence.Buffer) -> [Image] {
    piece.withUnsafeBytes { piece in
      var frames: [Image] = []
      var rest = piece[...]
      while !rest.isEmpty {
        let part = rest.prefix(byteCount - bytes.count)
        bytes.append(contentsOf: part)
        rest = rest.dropFirst(part.count)
        if bytes.count == byteCount {
          let grid = PixelGrid(width: size.width, height: size.height, channels: 3, values: bytes)
          frames.append(Image(scaling: grid))
          bytes.removeAll(keepingCapacity: true)
        }
      }
      return frames
    }
  }
}
