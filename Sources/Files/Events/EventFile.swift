import Foundation

/// A log of numbers and pictures over iterations that TensorBoard reads (`events.out.tfevents.*`).
///
/// Records of the TFRecord format (length, masked CRC-32C, bytes, masked CRC-32C) that hold messages of
/// TensorFlow's `event.proto` and `summary.proto`. Each run appends to a file of its own: TensorBoard joins the
/// files of a folder in the order of their names.
public final class EventFile {
  /// What the names of all such files begin with.
  static let namePrefix = "events.out.tfevents."

  /// The file.
  public let url: URL
  private let file: OutputFile

  /// Starts a file in `folder`, which is made where it is missing.
  ///
  /// - Parameters:
  ///   - folder: The folder of the run.
  ///   - resumingAt: The iteration that a resumed run goes on from; TensorBoard then drops what earlier files
  ///     say of that iteration and later ones, which the run computes again.
  ///   - date: When the run starts; part of the name.
  ///   - host: The machine's name; part of the name.
  /// - Throws: ``FileError``.
  public init(
    folder: URL, resumingAt iteration: Int? = nil, date: Date = Date(),
    host: String = ProcessInfo.processInfo.hostName
  ) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(folder, "cannot make this folder for TensorBoard's log")
    }
    url = Self.freeURL(folder: folder, date: date, host: host)
    file = try OutputFile(creating: url, shownAs: url)
    try write(event(step: nil, date: date) { $0.append("brain.Event:2", field: EventField.fileVersion) })
    if let iteration { try writeStart(at: iteration, date: date) }
  }

  /// Logs one number.
  ///
  /// - Parameters:
  ///   - tag: Names the series; slashes group series.
  ///   - value: The number, kept in single precision.
  ///   - step: The iteration.
  ///   - date: When it was measured.
  /// - Throws: ``FileError``.
  public func addScalar(_ tag: String, _ value: Double, step: Int, date: Date = Date()) throws {
    try addScalars([tag: value], step: step, date: date)
  }

  /// Logs numbers of one iteration, by tag.
  /// - Throws: ``FileError``.
  public func addScalars(_ values: [String: Double], step: Int, date: Date = Date()) throws {
    var summary = ProtocolBuffer()
    for (tag, value) in values.sorted(by: { $0.key < $1.key }) {
      var entry = ProtocolBuffer()
      entry.append(tag, field: ValueField.tag)
      entry.append(Float(value), field: ValueField.number)
      summary.append(entry, field: SummaryField.value)
    }
    try write(event(step: step, date: date) { $0.append(summary, field: EventField.summary) })
  }

  /// Logs a picture.
  ///
  /// - Parameters:
  ///   - tag: Names the series.
  ///   - png: The picture as the bytes of a PNG file.
  ///   - width: Its columns.
  ///   - height: Its rows.
  ///   - channels: Values a pixel: 1 grey, 3 colour, 4 with alpha.
  ///   - step: The iteration.
  ///   - date: When it was made.
  /// - Throws: ``FileError``.
  public func addImage(
    _ tag: String, png: Data, width: Int, height: Int, channels: Int = 3, step: Int, date: Date = Date()
  ) throws {
    var image = ProtocolBuffer()
    image.append(Int64(height), field: ImageField.height)
    image.append(Int64(width), field: ImageField.width)
    image.append(Int64(channels), field: ImageField.channels)
    image.append(png, field: ImageField.bytes)
    var entry = ProtocolBuffer()
    entry.append(tag, field: ValueField.tag)
    entry.append(image, field: ValueField.image)
    var summary = ProtocolBuffer()
    summary.append(entry, field: SummaryField.value)
    try write(event(step: step, date: date) { $0.append(summary, field: EventField.summary) })
  }

  /// A name that no file has yet; runs that start in the same second are numbered.
  private static func freeURL(folder: URL, date: Date, host: String) -> URL {
    let name = "\(Self.namePrefix)\(Int(date.timeIntervalSince1970)).\(host)"
    var url = folder.appendingPathComponent(name)
    var number = 1
    while FileManager.default.fileExists(atPath: url.path) {
      url = folder.appendingPathComponent("\(name).\(number)")
      number += 1
    }
    return url
  }

  private func writeStart(at iteration: Int, date: Date) throws {
    var session = ProtocolBuffer()
    session.append(SessionField.start, field: SessionField.status)
    try write(event(step: iteration, date: date) { $0.append(session, field: EventField.sessionLog) })
  }

  private func event(step: Int?, date: Date, _ content: (inout ProtocolBuffer) -> Void) -> ProtocolBuffer {
    var event = ProtocolBuffer()
    event.append(date.timeIntervalSince1970, field: EventField.wallTime)
    if let step { event.append(Int64(step), field: EventField.step) }
    content(&event)
    return event
  }

  /// Appends one record in a single write, so that readers see it whole.
  private func write(_ event: ProtocolBuffer) throws {
    var length = Data()
    length.appendLittleEndian(UInt64(event.bytes.count))
    var record = length
    record.appendLittleEndian(CRC32C.masked(length))
    record.append(event.bytes)
    record.appendLittleEndian(CRC32C.masked(event.bytes))
    try file.write(record)
  }
}
