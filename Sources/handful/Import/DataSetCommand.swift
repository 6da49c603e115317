import ArgumentParser
import Captures
import Files
import Foundation

/// A command that imports one data set: it states which, and its options; the rest is here.
protocol DataSetCommand: AsyncParsableCommand {
  /// The data set.
  associatedtype Importer: DataSetImporter
  /// What the user asks for.
  var options: DataSetOptions { get }

  /// The importer with what options of this data set alone say; as it is unless there are any.
  func prepared(_ importer: Importer) -> Importer
}

extension DataSetCommand {
  func prepared(_ importer: Importer) -> Importer { importer }

  /// Name and help; `discussion` says what is particular to the data set, `example` follows `handful import NAME `.
  static func help(_ discussion: String, example: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: Importer.name, abstract: "Turns sequences of \(Importer.title) into captures.",
      discussion: discussion + "\n\nExample:\n  handful import \(Importer.name) \(example)")
  }

  func run() async throws {
    if let preset = options.preset, !Importer.presets.contains(where: { $0.name == preset }) {
      let known = Importer.presets.map(\.name).joined(separator: ", ")
      throw ValidationError("'\(preset)' is no preset of \(Importer.title): there are \(known)")
    }
    let hands = Importer.hasHands ? try options.hands() : .omitted
    let importer = prepared(try Importer(root: URL(argument: options.root), hands: hands))
    if options.list { return try list(importer) }
    let output = URL(argument: options.output ?? "")
    guard Output.isFree(output) else {
      throw FileError(output, "holds files already", remedy: "choose another folder, or remove this one")
    }
    for selection in try options.selections(importer) {
      let isOne = options.sequence != nil
      try await write(selection, importer, to: isOne ? output : output.appending(path: selection.folderName))
    }
  }

  private func write(_ selection: DataSetSelection, _ importer: Importer, to folder: URL) async throws {
    let result = try await importer.write(selection, to: folder)
    let capture = result.capture
    let hands =
      capture.hands.isEmpty ? "no hands" : capture.hands.map(\.side.rawValue).joined(separator: ", ")
    print(
      "\(folder.relativePath): \(capture.frames.count) frames, \(capture.novelFrames.count) novel views, \(hands)"
    )
    for warning in result.warnings { Output.note("note: \(warning)") }
  }

  private func list(_ importer: Importer) throws {
    for preset in Importer.presets { print("preset    \(preset.name)  \(preset.summary)") }
    for sequence in try importer.sequences() { print("sequence  \(sequence)") }
  }
}
