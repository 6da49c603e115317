import Files
import Foundation

/// The named choices of ARCTIC's sequences.
struct ARCTICSplit {
  let files: ARCTICFiles

  /// The official protocols (standing cameras p1, the head's p2), and the splits of Hand-4DGS (its section 4 and
  /// appendix C).
  static let presets =
    ["p1", "p2"].flatMap { protocolName in
      ["train", "val", "test"].map { part in
        DataSetPreset(
          name: "\(protocolName)-\(part)",
          summary: "the official \(part) split of protocol \(protocolName): "
            + (protocolName == "p1" ? "the standing cameras, the first as frames" : "the camera on the head"))
      }
    } + [
      DataSetPreset(
        name: "hand-4dgs",
        summary:
          "s05's grab sequences without their first and last 100 frames; Hand-4DGS tests on five that it does "
          + "not name"),
      DataSetPreset(
        name: "hand-4dgs-train",
        summary: "the training sequences of Hand-4DGS: s01, s08, s09, without first and last 100 frames"),
    ]

  /// Hand-4DGS leaves out so many frames at either end, where hands are not seen.
  private static let margin = 100

  /// The sequences of a preset that are there.
  func selections(ofPreset preset: String) throws -> [DataSetSelection] {
    let chosen =
      preset.hasPrefix("hand-4dgs") ? try paper(isTest: preset == "hand-4dgs") : try official(preset)
    guard !chosen.isEmpty else { throw FileError(files.root, "holds no sequence of the preset \(preset)") }
    return chosen
  }

  private func paper(isTest: Bool) throws -> [DataSetSelection] {
    let chosen = try files.sequences().filter { name in
      let subject = name.prefix(3)
      return isTest ? subject == "s05" && name.contains("_grab_") : ["s01", "s08", "s09"].contains(subject)
    }
    return try chosen.map { name in
      let recording = try ARCTICRecording(files: files, name: name)
      let offset = try ARCTICMetadata(files: files, subject: recording.subject).imageOffset
      let start = recording.usableFrames(imageOffset: offset).lowerBound
      let wanted = recording.frames(withoutMargin: Self.margin, imageOffset: offset)
      let first = wanted.lowerBound - start
      return DataSetSelection(sequence: name, frames: first..<max(wanted.upperBound - start, first + 1))
    }
  }

  private func official(_ preset: String) throws -> [DataSetSelection] {
    let parts = preset.split(separator: "-").map(String.init)
    let url = files.root.appending(path: "splits_json/protocol_\(parts[0]).json")
    let lists = try JSONFile.read([String: [String]].self, from: url)
    guard parts.count == 2, let names = lists[parts[1]] else {
      throw FileError(url, "has no list '\(parts.last ?? preset)'")
    }
    // As `get_selected_seqs` has it, what is validated or tested on trains nothing.
    let heldOut = parts[1] == "train" ? Set((lists["val"] ?? []) + (lists["test"] ?? [])) : []
    let there = Set(try files.sequences())
    return names.filter { there.contains($0) && !heldOut.contains($0) }.map { name in
      parts[0] == "p1"
        ? DataSetSelection(sequence: name, camera: "1", novelCameras: (2...8).map(String.init))
        : DataSetSelection(sequence: name)
    }
  }
}
