import FlyingFox
import FlyingSocks
import Foundation

/// Serves a page that shows a scene, to this machine unless another address is asked for.
public struct ViewerServer: Sendable {
  /// Only programs on this machine reach it.
  public static let loopback = "127.0.0.1"
  /// Seconds that one answer may take: a large layer on a slow machine.
  private static let patience = 120.0

  private let server: HTTPServer
  private let address: String
  private let port: Int

  /// Makes a server that does not run yet.
  ///
  /// - Parameters:
  ///   - address: An IP address of this machine; on a loopback address requests that name another host are refused.
  ///   - port: 0 for any that is free.
  /// - Throws: ``ViewerError/badAddress(_:)``, ``FileError`` if the page is missing.
  public init(_ viewed: ViewedScene, address: String = ViewerServer.loopback, port: UInt16 = 0) throws {
    try self.init(.scene(SceneContent(viewed)), address: address, port: port)
  }

  /// Makes a server, which does not run yet, of a scene that grows.
  ///
  /// - Parameters:
  ///   - address: An IP address of this machine; on a loopback address requests that name another host are refused.
  ///   - port: 0 for any that is free.
  /// - Throws: ``ViewerError/badAddress(_:)``, ``FileError`` if the page is missing.
  public init(
    live: LiveReconstruction, address: String = ViewerServer.loopback, port: UInt16 = 0
  ) throws {
    try self.init(.live(LiveScenes(live)), address: address, port: port)
  }

  private init(_ content: ViewerRoutes.Content, address: String, port: UInt16) throws {
    self.address = address
    self.port = Int(port)
    let isLocal = address.hasPrefix("127.") || address == "::1"
    let routes = try ViewerRoutes(content, hosts: isLocal ? ["localhost", "[::1]", address] : nil)
    let configuration: HTTPServer.Configuration
    if let plain = try? sockaddr_in.inet(ip4: address, port: port) {
      configuration = .init(address: plain, timeout: Self.patience, logger: .disabled)
    } else if let long = try? sockaddr_in6.inet6(ip6: address, port: port) {
      configuration = .init(address: long, timeout: Self.patience, logger: .disabled)
    } else {
      throw ViewerError.badAddress(address)
    }
    server = HTTPServer(config: configuration, handler: routes)
  }

  /// Serves until the task is cancelled, and tells once where the page is.
  /// - Throws: ``ViewerError/cannotListen(address:port:reason:)``, `CancellationError`.
  public func run(whenReady: @escaping @Sendable (URL) -> Void = { _ in }) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await serve() }
      try await announce(whenReady, unlessEnded: &group)
      try await group.next()
    }
  }

  private func serve() async throws {
    do {
      try await server.run()
    } catch let error as SocketError {
      try Task.checkCancellation()
      throw ViewerError.cannotListen(address: address, port: port, reason: Self.reason(error))
    }
  }

  private func announce(
    _ whenReady: @escaping @Sendable (URL) -> Void,
    unlessEnded group: inout ThrowingTaskGroup<Void, any Error>
  ) async throws {
    group.addTask {
      try await server.waitUntilListening(timeout: 10)
      if let url = await url { whenReady(url) }
    }
    // Of the two tasks the one that ends first is the announcement, or the server with an error.
    try await group.next()
  }

  private var url: URL? {
    get async {
      switch await server.listeningAddress {
      case .ip4(let address, let port): URL(string: "http://\(address):\(port)/")
      case .ip6(let address, let port): URL(string: "http://[\(address)]:\(port)/")
      default: nil
      }
    }
  }

  private static func reason(_ error: SocketError) -> String {
    if case .failed(_, _, let message) = error { return message.lowercased() }
    return "the system refuses"
  }
}
