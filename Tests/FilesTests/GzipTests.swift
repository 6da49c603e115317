import Files
import Foundation
import TestSupport
import Testing

@Suite struct GzipTests {
  private func packed(_ data: Data) throws -> Data {
    let folder = try TemporaryFolder()
    try AtomicFile.write(to: folder.file("a.gz")) { file in
      let writer = try GzipWriter()
      // In parts of uneven sizes, one of them empty.
      for part in [data.prefix(7), Data(), data.dropFirst(7)] {
        try part.withUnsafeBytes { try writer.write($0, to: file) }
      }
      try writer.finish(to: file)
    }
    return try Data(contentsOf: folder.file("a.gz"))
  }

  private static let samples = [
    Data(), Data([1]), Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }),
  ]

  @Test(arguments: samples) func whatIsPackedIsUnpacked(data: Data) throws {
    let reader = try GzipReader(try packed(data), name: "a")
    let half = data.count / 2
    #expect(try reader.read(half) == Array(data.prefix(half)))
    #expect(try reader.read(data.count - half) == Array(data.dropFirst(half)))
    #expect(try reader.isAtEnd())
  }

  @Test func aReadBeyondTheEndIsRefused() throws {
    let data = try packed(Data(repeating: 3, count: 1000))
    let error = #expect(throws: FileError.self) { _ = try GzipReader(data, name: "a").read(1001) }
    #expect(error?.description.contains("cut short") == true)
    #expect(try !GzipReader(data, name: "a").isAtEnd())
  }

  @Test func noMemoryIsReservedForWhatCannotBeThere() throws {
    let data = try packed(Data(repeating: 3, count: 1000))
    let error = #expect(throws: FileError.self) { _ = try GzipReader(data, name: "a").read(1 << 50) }
    #expect(error?.description.contains("impossible") == true)
  }

  @Test func damageIsNoticed() throws {
    let whole = try packed(Self.samples[2].prefix(5000))
    for data in Damage.truncations(of: whole, limit: 50) {
      #expect(throws: FileError.self) {
        let reader = try GzipReader(data, name: "a")
        _ = try reader.read(5000)
        _ = try reader.isAtEnd()
      }
    }
    for data in Damage.corruptions(of: whole, count: 200) {
      do {
        _ = try GzipReader(data, name: "a").read(5000)
      } catch {
        #expect(error is FileError)
      }
    }
  }
}
