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
    var decode: (URL) throws -> Inspection
  }

  /// What was found in files.
  struct Inspection: Sendable {
    /// What is wrong.
    var findings: [Finding] = []
    /// What the picture's pixels tell.
    var picture: PictureFigures?
  }

  /// What is wrong as far as files' headers tell.
  var findings: [Finding] { parts.flatMap { inspect($0, decoding: false).findings } }

  /// What is in the frame's files, all of which are decoded.
  func inspect() -> Inspection {
    parts.reduce(into: Inspection()) { sum, part in
      let inspection = inspect(part, decoding: true)
      sum.findings += inspection.findings
      sum.picture = sum.picture ?? inspection.picture
    }
  }

  private var parts: [Part] {
    var parts = [Part(name: "image", url: frame.imageURL, decode: inspectImage)]
    if let url = frame.maskURL { parts.append(Part(name: "mask", url: url, decode: inspectMask)) }
    if let url = frame.depthURL { parts.append(Part(name: "depth", url: url, decode: inspectDepth)) }
    if let url = frame.validityURL {
      parts.append(Part(name: "validity mask", url: url, decode: inspectValidity))
    }
    return parts
  }

  private func inspect(_ part: Part, decoding: Bool) -> Inspection {
    guard FileManager.default.fileExists(atPath: part.url.path) else {
      return error(FileError(part.url, "the \(part.name) of frame \(frame.name) is missing"))
    }
    do {
      let size = try ImageFile.size(of: part.url)
      try frame.requireFileSize(size, of: part.url, named: part.name)
      return decoding ? try part.decode(part.url) : Inspection()
    } catch let error as FileError {
      return self.error(error)
    } catch {
      return self.error(FileError(part.url, "cannot be read: \(error)"))
    }
  }

  private func error(_ fault: FileError) -> Inspection { Inspection(findings: [Finding(.error, fault)]) }

  private func inspectImage(_ url: URL) throws -> Inspection {
    Inspection(picture: PictureFigures(try ImageFile.read(url)))
  }

  private func inspectMask(_ url: URL) throws -> Inspection {
    let known = 0...4 as ClosedRange<UInt8>
    guard let unknown = try ImageFile.readLabels(url).values.first(where: { !known.contains($0) }) else {
      return Inspection()
    }
    return error(
      FileError(url, "holds the label \(unknown)", remedy: "labels are 0...4; nerfstudio's masks are none"))
  }

  private func inspectValidity(_ url: URL) throws -> Inspection {
    _ = try ImageFile.readLabels(url)
    return Inspection()
  }

  private func inspectDepth(_ url: URL) throws -> Inspection {
    guard try ImageFile.readDepth(url).values.allSatisfy({ $0 == 0 }) else { return Inspection() }
    let fault = FileError(url, "the depth is 0 (unknown) everywhere")
    return Inspection(findings: [Finding(.warning, fault)])
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
