import Files
import Foundation
import Images

/// Reads masks that the user brings, in one of three layouts.
///
/// - a picture of labels a frame, `NAME.png`;
/// - a subfolder an object, `object/NAME.png`, black where the object is not (as SAM 2 exports them);
/// - a picture a frame and object, `NAME_ID.png`, likewise.
///
/// Pictures belong to frames by name, or in sorted order where there are as many as frames (or as the whole video has).
/// Where binary masks overlap hands come first, then the object, then the second one.
struct MaskFolder {
  private let source: MaskSource
  private let record: ImportRecord
  /// The pictures of each object, or none for pictures of labels.
  private let parts: [(label: FrameLabel?, files: [URL?])]
  private static let order: [FrameLabel] = [.secondObject, .object, .leftHand, .rightHand]

  /// Finds the masks of the frames of `record`, which are called `names`.
  ///
  /// - Throws: ``Files/FileError`` where there are none, or they do not fit the frames.
  init(_ source: MaskSource, names: [String], record: ImportRecord) throws {
    self.source = source
    self.record = record
    let entries = try Self.entries(source.folder)
    let pictures = entries.filter { $0.pathExtension.lowercased() == "png" }
    let groups: [(String?, [URL])]
    if pictures.isEmpty {
      groups = entries.filter(\.hasDirectoryPath).map { folder in
        let inside = (try? Self.entries(folder)) ?? []
        return (folder.lastPathComponent, inside.filter { $0.pathExtension.lowercased() == "png" })
      }.filter { !$0.1.isEmpty }
    } else if pictures.allSatisfy({ Self.identifier($0) != nil }) {
      groups = Dictionary(grouping: pictures) { Self.identifier($0) }.sorted {
        ($0.key ?? "") < ($1.key ?? "")
      }
      .map { ($0.key, $0.value) }
    } else {
      groups = [(nil, pictures)]
    }
    guard !groups.isEmpty else {
      throw FileError(
        source.folder, "holds no masks", remedy: "see `handful import video --help` for the layouts")
    }
    parts = try groups.map { name, files in
      (
        try name.map { try Self.label($0, source) },
        try Self.matched(files, name, names, record, source.folder)
      )
    }
  }

  /// The labels of a frame.
  ///
  /// - Throws: ``Files/FileError`` where a mask cannot be read, has another size than the frame, or a value without a
  ///   meaning.
  func labels(frame: Int) throws -> LabelImage {
    var result = LabelImage(width: record.width, height: record.height, channels: 1, repeating: 0)
    let ordered = parts.sorted { Self.rank($0.label) < Self.rank($1.label) }
    for (label, files) in ordered {
      guard let url = files[frame] else { continue }
      let mask = try ImageFile.readLabels(url)
      guard mask.size == record.size else {
        throw FileError(
          url, "is \(mask.size) pixels, the frames \(record.size)", remedy: "both must be of one size")
      }
      for pixel in mask.values.indices where mask.values[pixel] != 0 {
        result.values[pixel] = try label?.rawValue ?? meaning(mask.values[pixel], url)
      }
    }
    return result
  }

  private func meaning(_ value: UInt8, _ url: URL) throws -> UInt8 {
    guard let label = source.label("\(value)") else {
      throw FileError(
        url, "holds the label \(value)",
        remedy:
          "say what it means with --mask-labels \(value)=object, or put binary masks in a subfolder an object"
      )
    }
    return label.rawValue
  }

  private static func rank(_ label: FrameLabel?) -> Int { label.flatMap { order.firstIndex(of: $0) } ?? 0 }

  private static func entries(_ folder: URL) throws -> [URL] {
    do {
      return try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles
      ).sorted { $0.lastPathComponent < $1.lastPathComponent }
    } catch {
      throw FileError(folder, "there is no such folder of masks")
    }
  }

  /// The `ID` of `NAME_ID.png`.
  private static func identifier(_ url: URL) -> String? {
    let stem = url.deletingPathExtension().lastPathComponent
    guard let line = stem.lastIndex(of: "_"), line > stem.startIndex else { return nil }
    return String(stem[stem.index(after: line)...])
  }

  private static func label(_ name: String, _ source: MaskSource) throws -> FrameLabel {
    guard let label = source.label(name) else {
      throw FileError(
        source.folder, "has masks of '\(name)', which is no label",
        remedy: "say what it means with --mask-labels \(name)=object")
    }
    return label
  }

  private static func matched(
    _ files: [URL], _ group: String?, _ names: [String], _ record: ImportRecord, _ folder: URL
  ) throws -> [URL?] {
    func name(_ url: URL) -> String {
      let stem = url.deletingPathExtension().lastPathComponent
      guard let group, stem.hasSuffix("_\(group)") else { return stem }
      return String(stem.dropLast(group.count + 1))
    }
    if files.count == names.count { return files }
    let byName = Dictionary(files.map { (name($0), $0) }) { first, _ in first }
    if Set(byName.keys).isSubset(of: names) { return names.map { byName[$0] } }
    // Masks of the whole video, of which the import takes a part.
    if let last = record.frames.last, files.count > last, files.count >= names.count {
      return record.frames.map { files[$0] }
    }
    throw FileError(
      folder,
      "holds \(files.count) masks\(group.map { " of '\($0)'" } ?? ""), the import \(names.count) frames, and "
        + "their names do not match",
      remedy: "give a mask a frame, or name them \(names[0]).png, …")
  }
}
