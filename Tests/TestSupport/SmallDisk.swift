import Foundation

/// A disk in memory with room for 1 MiB, unmounted with this object.
public final class SmallDisk {
  /// The disk's folder.
  public let url: URL
  private let folder: TemporaryFolder

  /// Whether this process may mount disks, which is tried once.
  public static let canMount = geteuid() == 0 && (try? SmallDisk()) != nil

  /// Mounts the disk.
  public init() throws {
    folder = try TemporaryFolder()
    url = folder.url
    if try Self.run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", url.path]) != 0 {
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  deinit { _ = try? Self.run("umount", [url.path]) }

  private static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
