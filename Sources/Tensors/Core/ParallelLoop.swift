import Dispatch
import Synchronization

/// Runs numbered pieces of work on several threads, whoever is free taking the next.
package struct ParallelLoop: Sendable {
  /// Threads that work at once, at least 1.
  package let threads: Int

  /// A loop on `threads` threads.
  package init(threads: Int) { self.threads = threads }

  /// Calls `body(worker, item)` once for every item in 0..<count; `worker` is below ``threads`` and no two
  /// calls with the same worker overlap.
  package func callAsFunction(_ count: Int, _ body: (_ worker: Int, _ item: Int) -> Void) {
    let workers = min(threads, count)
    guard workers > 1 else {
      for item in 0..<count { body(0, item) }
      return
    }
    let next = Atomic<Int>(0)
    withoutActuallyEscaping(body) { body in
      // Safe to share: all calls end before this returns, and the callers keep their writes apart.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        while true {
          let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
          if item >= count { return }
          body(worker, item)
        }
      }
    }
  }

  /// What `body` makes of every number in 0..<count, in their order.
  package func map<Result>(_ count: Int, _ body: (Int) -> Result) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { results, initialized in
      // Each call initialises an element of its own.
      nonisolated(unsafe) let results = results
      self(count) { _, item in results.initializeElement(at: item, to: body(item)) }
      initialized = count
    }
  }
}
