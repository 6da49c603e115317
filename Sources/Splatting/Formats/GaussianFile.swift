import Files
import Foundation

/// Reads files of Gaussians that other programs wrote.
public enum GaussianFile {
  /// What is read, for messages.
  public static let readable = "the PLY of 3D Gaussians, SuperSplat's compressed PLY, .splat, .spz, .glb"

  /// The Gaussians in the file at `url`, in the frame of the file; which kind it is tells its beginning, and of
  /// `.splat`, which has none, the name.
  ///
  /// - Throws: `FileError` where it is of none of the kinds, is damaged, or holds values that cannot be used.
  public static func read(_ url: URL) throws -> GaussianModel {
    let beginning = try InputFile.read(url, mapped: true).prefix(4)
    if beginning.starts(with: Data("ply".utf8)) { return try GaussianPLY.read(url) }
    if SPZ.isBeginning(beginning) { return try SPZ.read(url) }
    if GLBFile.isBeginning(beginning) { return try GaussianGLB.read(url) }
    if url.pathExtension.lowercased() == "splat" { return try SplatFile.read(url) }
    throw FileError(
      url, "is no file of Gaussians that is read", remedy: "name a scene's folder, or \(readable)")
  }
}
