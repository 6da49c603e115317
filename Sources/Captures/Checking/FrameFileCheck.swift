import Files
import Foundation
import Images

/// Whether a frame's files are there, fit its camera and can be read.
struct FrameFileCheck {
  let frame: Frame

  /// A file of the frame and how to look into it.
  private struct Part {
    var name: String
    var url: URL
    /// Reads the whole file and tells of what is in it.
    var decode: (URL) throws -> Finding?
  }

  /// What is wrong; the content of files is looked at only where `decoding`.
  func findings(decoding: Bool) -> [Finding] { parts.compactMap { finding($0, decoding: decoding) } }

  private var parts: [Part] {
    var parts = [Part(name: "image", url: frame.imageURL, decode: imageFinding)]
    if let url = frame.maskURL { parts.append(Part(name: "mask", url: url, decode: maskFinding)) }
    if let url = frame.depthURL { parts.append(Part(name: "depth", url: url, decode: depthFinding)) }
    if let url = frame.validityURL {
      parts.append(Part(name: "validity mask", url: url, decode: validityFinding))
    }
    return parts
  }

  private func finding(_ part: Part, decoding: Bool) -> Finding? {
    guard FileManager.default.fileExists(atPath: part.url.path) else {
      return Finding(.error, FileError(part.url, "the \(part.name) of frame \(frame.name) is missing"))
    }
    do {
      let size = try ImageFile.size(of: part.url)
      try frame.requireFileSize(size, of: part.url, named: part.name)
      return decoding ? try part.decode(part.url) : nil
    } catch let error as FileError {
      return Finding(.error, error)
    } catch {
      return Finding(.error, FileError(part.url, "cannot be read: \(error)"))
    }
  }

  private func imageFinding(_ url: URL) throws -> Finding? {
    _ = try ImageFile.read(url)
    return nil
  }

  private func maskFinding(_ url: URL) throws -> Finding? {
    let known = 0...4 as ClosedRange<UInt8>
    guard let unknown = try ImageFile.readLabels(url).values.first(where: { !known.contains($0) }) else {
      return nil
    }
    return Finding(
      .error,
      FileError(url, "holds the label \(unknown)", remedy: "labels are 0...4; nerfstudio's masks are none"))
  }

  private func validityFinding(_ url: URL) throws -> Finding? {
    _ = try ImageFile.readLabels(url)
    return nil
  }

  private func depthFinding(_ url: URL) throws -> Finding? {
    guard try ImageFile.readDepth(url).values.allSatisfy({ $0 == 0 }) else { return nil }
    return Finding(.warning, FileError(url, "the depth is 0 (unknown) everywhere"))
  }
}

extension Frame {
  /// Throws a ``FileError`` where a file of this frame is not of the size that its camera says.
  func requireFileSize(_ size: ImageSize, of url: URL, named name: String) throws {
    guard size != fileSize else { return }
    throw FileError(
      url, "the \(name) of frame \(self.name) is \(size) pixels, its camera \(fileSize)",
      remedy: "both must be of one size")
  }
}
