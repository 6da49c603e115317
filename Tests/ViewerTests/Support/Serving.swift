import Foundation
import Testing
import Viewer

/// Serves `viewed` while `body` runs, which is told where.
func serving<Result>(
  _ viewed: ViewedScene, _ body: (URL) async throws -> Result
) async throws -> Result {
  try await serving(ViewerServer(viewed), body)
}

/// Runs `server` while `body` runs, which is told where.
func serving<Result>(
  _ server: ViewerServer, _ body: (URL) async throws -> Result
) async throws -> Result {
  let (addresses, continuation) = AsyncStream.makeStream(of: URL.self)
  let task = Task {
    defer { continuation.finish() }
    try await server.run { continuation.yield($0) }
  }
  defer { task.cancel() }
  var iterator = addresses.makeAsyncIterator()
  let address = try #require(await iterator.next(), "the server did not start")
  return try await body(address)
}

/// Runs what waits for other threads on a thread of its own.
func blocking<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
  }
}
