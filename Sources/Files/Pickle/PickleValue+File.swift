import Foundation

extension PickleValue {
  /// Reads a file that Python wrote: a pickle of protocol 0 to 5 (`pickle.dump`, `joblib.dump`), a `.npy`, or a
  /// `.npz`, which gives a dictionary.
  ///
  /// Only `None`, truth values, numbers, texts, containers, arrays of NumPy and PyTorch, sparse matrices of SciPy
  /// and expressions of chumpy are built; a pickle that asks for any other class or function is refused.
  ///
  /// - Parameter maximumSize: The bytes that arrays and texts may take in memory.
  /// - Throws: ``FileError``.
  public init(contentsOf url: URL, maximumSize: Int = 2 << 30) throws {
    let data = try InputFile.read(url)
    if data.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      let archive = try ZipReader(url, maximumSize: maximumSize)
      let entries = try archive.entries.filter { $0.name.hasSuffix(".npy") }.map { entry in
        let key = String(entry.name.dropLast(".npy".count))
        return Entry(
          key: .string(key),
          value: try PickleValue(
            decoding: archive.read(entry), name: "\(url.relativePath)/\(key)", maximumSize: maximumSize))
      }
      guard !entries.isEmpty else { throw FileError(url, "is a zip archive without NumPy arrays") }
      self = .dictionary(entries)
    } else {
      try self.init(decoding: data, name: url.relativePath, maximumSize: maximumSize)
    }
  }

  /// Reads the bytes of a pickle or of a `.npy` file; `name` is what errors call it.
  ///
  /// - Throws: ``FileError``.
  public init(decoding data: Data, name: String, maximumSize: Int = 2 << 30) throws {
    let bytes = [UInt8](data)
    do {
      guard bytes.starts(with: NumPyHeader.magic) else {
        var machine = PickleMachine(bytes[...], maximumSize: maximumSize, name: name)
        self = try machine.run()
        return
      }
      let header = try NumPyHeader(decoding: data, name: name)
      guard header.element == .object else {
        self = .array(try NumPyArray(decoding: data, name: name))
        return
      }
      var machine = PickleMachine(bytes[header.length...], maximumSize: maximumSize, name: name)
      self = try machine.run()
    } catch let problem as PickleProblem {
      throw FileError(name, problem.text, remedy: problem.remedy)
    }
  }
}
