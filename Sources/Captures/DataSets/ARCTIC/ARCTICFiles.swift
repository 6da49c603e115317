import Files
import Foundation

/// Where the files of ARCTIC lie.
struct ARCTICFiles: Sendable {
  /// The folder that holds `raw_seqs`.
  let root: URL

  private static let ending = ".mano.npy"

  /// Finds the data in `folder` or where the official scripts unpack it below.
  init(root folder: URL) throws {
    let places = [".", "arctic_data/data", "data/arctic_data/data", "unpack/arctic_data/data"]
    let found = places.map { $0 == "." ? folder : folder.appending(path: $0) }.first {
      FileManager.default.fileExists(atPath: $0.appending(path: "raw_seqs").path)
    }
    guard let found else {
      throw FileError(folder, "is no ARCTIC", remedy: "looked for raw_seqs in it and in arctic_data/data")
    }
    root = found
  }

  /// The sequences that are annotated: `s05/box_grab_01`.
  func sequences() throws -> [String] {
    let raw = root.appending(path: "raw_seqs")
    let found = try SequenceFolders.subfolders(of: raw).flatMap { subject in
      try SequenceFolders.contents(of: raw.appending(path: subject))
        .filter { $0.hasSuffix(Self.ending) }
        .map { "\(subject)/\($0.dropLast(Self.ending.count))" }
    }
    guard !found.isEmpty else {
      throw FileError(raw, "holds no sequence", remedy: "looked for s01/*.mano.npy")
    }
    return found
  }

  /// A file of a sequence's annotations: `mano`, `object` or `egocam.dist`.
  func annotation(_ kind: String, of sequence: String) -> URL {
    root.appending(path: "raw_seqs/\(sequence).\(kind).npy")
  }

  /// The image of a number as a camera saw it.
  func image(_ number: Int, view: Int, of sequence: String) -> URL {
    root.appending(path: "images/\(sequence)/\(view)/\(String(format: "%05d", number)).jpg")
  }

  /// A file of `meta`.
  func metadata(_ path: String) -> URL { root.appending(path: "meta/\(path)") }
}
