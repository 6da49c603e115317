import Foundation

/// Requests as bytes, so that they can be wrong.
enum RawRequest {
  /// What came back until the server closed the connection.
  struct Answer: Sendable {
    /// None if there was no answer.
    let status: Int?
    /// Status and headers.
    let head: String
    let body: Data
  }

  /// Asks for `path` as it stands.
  static func get(_ path: String, method: String = "GET", host: String? = nil, at address: URL) async throws
    -> Answer
  {
    let host = host ?? "127.0.0.1:\(address.port ?? 0)"
    return try await send(
      Data("\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8), to: address)
  }

  /// Sends `bytes`, ends the connection's sending half, and reads what comes.
  static func send(_ bytes: Data, to address: URL) async throws -> Answer {
    let port = UInt16(address.port ?? 0)
    let data = try await blocking { try exchange(bytes, port: port) }
    let end = data.range(of: Data("\r\n\r\n".utf8))
    let head = String(decoding: data[..<(end?.lowerBound ?? data.endIndex)], as: UTF8.self)
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return Answer(status: status, head: head, body: end.map { Data(data[$0.upperBound...]) } ?? Data())
  }

  private static func exchange(_ bytes: Data, port: UInt16) throws -> Data {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    // The server may close before it has read all.
    _ = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    shutdown(descriptor, Int32(SHUT_WR))
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return data }
      data.append(contentsOf: buffer[..<count])
    }
  }
}
