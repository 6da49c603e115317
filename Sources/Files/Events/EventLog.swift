import Foundation

/// The numbers over iterations that the ``EventFile``s of a folder hold, joined as TensorBoard joins them.
public struct EventLog: Sendable, Equatable {
  /// A number of an iteration.
  public struct Point: Sendable, Equatable {
    /// The iteration.
    public var step: Int
    /// The number, which was kept in single precision.
    public var value: Double
  }

  /// The numbers by tag, in the order of iterations; what a resumed run computed again is there once.
  public private(set) var series: [String: [Point]] = [:]
  /// How long each run took from its start to its last entry, in seconds.
  public private(set) var seconds: [Double] = []

  /// Reads all files in `folder`.
  ///
  /// The last record of a file may be cut short: the run was broken off while it wrote.
  /// - Throws: ``FileError`` where there are none, or one is damaged.
  public init(folder: URL) throws {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasPrefix(EventFile.namePrefix) }.sorted {
        $0.compare($1, options: .numeric) == .orderedAscending
      }
    guard !names.isEmpty else { throw FileError(folder, "holds no log of a training") }
    for name in names { try add(folder.appending(path: name)) }
  }

  private mutating func add(_ url: URL) throws {
    var times: [Double] = []
    for record in try EventRecords(contentsOf: url).records {
      do {
        times.append(try add(record))
      } catch is ProtocolBufferReader.Malformed {
        throw FileError(url, "is no log of a training: a record is no event")
      }
    }
    if let first = times.first, let last = times.last { seconds.append(max(0, last - first)) }
  }

  /// Takes over an event and gives its time.
  private mutating func add(_ record: Data) throws -> Double {
    var (time, step, summaries, starts) = (0.0, 0, [Data](), false)
    var fields = ProtocolBufferReader(record)
    while let (field, value) = try fields.next() {
      switch (field, value) {
      case (EventField.wallTime, .eightBytes(let bits)): time = Double(bitPattern: bits)
      case (EventField.step, .variable(let bits)): step = Int(Int64(bitPattern: bits))
      case (EventField.summary, .counted(let data)): summaries.append(data)
      case (EventField.sessionLog, .counted): starts = true
      default: break
      }
    }
    if starts { forget(from: step) }
    for summary in summaries { try add(summary: summary, step: step) }
    return time.isFinite ? time : 0
  }

  /// A run went on at `step`: what was computed of it and later steps is void.
  private mutating func forget(from step: Int) {
    for tag in series.keys { series[tag]?.removeAll { $0.step >= step } }
  }

  private mutating func add(summary: Data, step: Int) throws {
    var entries = ProtocolBufferReader(summary)
    while let (field, value) = try entries.next() {
      guard field == SummaryField.value, case .counted(let entry) = value else { continue }
      var (tag, number) = (String?.none, Float?.none)
      var fields = ProtocolBufferReader(entry)
      while let (field, value) = try fields.next() {
        switch (field, value) {
        case (ValueField.tag, .counted(let bytes)): tag = String(decoding: bytes, as: UTF8.self)
        case (ValueField.number, .fourBytes(let bits)): number = Float(bitPattern: bits)
        default: break
        }
      }
      if let tag, let number { series[tag, default: []].append(Point(step: step, value: Double(number))) }
    }
  }
}
