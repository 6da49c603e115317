import Files
import Foundation

/// Compiled programs on the disk.
///
/// A program is found again if its source, the options, the compiler, the driver and the architecture are the same.
/// That it cannot be written, or what is there is damaged, is no failure: then it is compiled.
public struct CubinCache: Sendable {
  /// The folder, which need not exist.
  public let folder: URL

  /// A cache in `folder`.
  public init(folder: URL) { self.folder = folder }

  /// The user's: `handful/kernels` in `XDG_CACHE_HOME`, by default `~/.cache`.
  public static var standard: CubinCache {
    let named = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let base = named.map { URL(fileURLWithPath: $0) }
    let home = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
    return CubinCache(folder: (base ?? home).appending(path: "handful/kernels"))
  }

  /// All that a compiled program depends on, as one text.
  struct Key: Sendable {
    let text: String

    init(_ source: KernelSource, architecture: String, options: [String], compiler: String, driver: Int) {
      let files = source.files.sorted { $0.key < $1.key }.map {
        "\($0.key) \($0.value.utf8.count)\n\($0.value)"
      }
      text = ([architecture, compiler, "\(driver)", source.main] + options + files).joined(separator: "\n")
    }

    /// Names the file.
    ///
    /// The file holds the whole key too, so that programs whose names are the same are told apart.
    var name: String {
      // FNV-1a, 64 bits.
      let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      return String(hash, radix: 16) + ".cubin"
    }

    /// How a file of this key begins.
    var head: Data { Data("handful \(text.utf8.count)\n\(text)".utf8) }
  }

  /// The program of `key`, if it is there.
  func read(_ key: Key) -> Data? {
    guard let data = try? InputFile.read(folder.appending(path: key.name)) else { return nil }
    let head = key.head
    guard data.count > head.count, data.prefix(head.count) == head else { return nil }
    return Data(data.dropFirst(head.count))
  }

  /// Keeps the program of `key`, if that is possible.
  func write(_ cubin: Data, _ key: Key) {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? AtomicFile.write(key.head + cubin, to: folder.appending(path: key.name))
  }
}
