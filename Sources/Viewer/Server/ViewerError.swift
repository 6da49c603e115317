import Foundation

/// Why the viewer cannot be served.
public enum ViewerError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// This is no IP address.
  case badAddress(String)
  /// The address and port cannot be listened on, for this reason.
  case cannotListen(address: String, port: Int, reason: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .badAddress(let address): "'\(address)' is no IP address: write one as 127.0.0.1 or ::1"
    case .cannotListen(let address, let port, let reason):
      "cannot serve on \(address), port \(port): \(reason) (choose another with --port)"
    }
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
