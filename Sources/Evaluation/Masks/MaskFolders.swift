import Files
import Foundation
import Images

/// Compares folders of masks: PNGs of labels, a frame each.
public enum MaskFolders {
  /// Compares each mask of `truth` with that of the same name in `folder`, which may hold more.
  ///
  /// - Throws: `FileError` if a folder or file is missing, cannot be read, or there are no masks; ``MetricsError``
  ///   about masks of different sizes.
  public static func compare(_ folder: URL, truth: URL, title: String) throws -> MaskTable {
    let names = try masks(in: truth)
    let own = Set(try masks(in: folder))
    if let missing = names.first(where: { !own.contains($0) }) {
      let count = names.count { !own.contains($0) }
      throw FileError(
        folder.appending(path: missing),
        "is missing: \(count) of the \(names.count) masks of \(truth.relativePath) have no counterpart",
        remedy: "masks are compared by name")
    }
    let frames = try names.map { name in
      let overlaps: [UInt8: Double]
      do {
        overlaps = try MaskOverlap.ratios(
          ImageFile.readLabels(folder.appending(path: name)),
          ImageFile.readLabels(truth.appending(path: name)))
      } catch let error as MetricsError {
        throw MetricsError("\(name): \(error)")
      }
      return MaskTable.Frame(name: (name as NSString).deletingPathExtension, overlaps: overlaps)
    }
    return MaskTable(title: title, frames: frames)
  }

  /// The names of the PNGs in a folder, sorted.
  private static func masks(in folder: URL) throws -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw FileError(
        folder, "there is no such folder, or it cannot be read", remedy: "name a folder of masks")
    }
    let masks = names.filter { $0.lowercased().hasSuffix(".png") && !$0.hasPrefix(".") }.sorted()
    guard !masks.isEmpty else { throw FileError(folder, "holds no .png", remedy: "masks are PNGs of labels") }
    return masks
  }
}
