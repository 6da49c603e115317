import Captures
import Images

extension SceneReport.Warning {
  /// So many of a warning's frames are shown.
  private static let pictureCount = 4
  /// The longer side of their pictures.
  private static let side = 200

  /// What was found wrong with `capture`, with pictures of some of the frames meant where they can be read.
  public static func all(_ findings: [Finding], of capture: Capture) -> [SceneReport.Warning] {
    let known = Dictionary(capture.frames.map { ($0.name, $0) }) { first, _ in first }
    return findings.map { finding in
      let pictures = finding.frames.prefix(pictureCount).compactMap { name -> SceneReport.Picture? in
        guard let image = try? known[name]?.loadImage() else { return nil }
        return (try? EmbeddedPicture(image, longestSide: side)).map { .init($0, caption: name) }
      }
      return SceneReport.Warning(finding, pictures: pictures)
    }
  }
}
