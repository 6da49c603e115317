/// Uninitialised memory for plain values, aligned to a cache line, that only ever grows.
///
/// `@unchecked Sendable`: it belongs to one rasterisation at a time, and within one, threads write to places
/// of their own and read only what an earlier, finished stage wrote.
final class WorkBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  private(set) var pointer: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(capacity: Int = 0) {
    self.capacity = capacity
    pointer = Self.allocate(capacity)
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  /// Makes room for `count` elements; what was there is lost if it has to grow.
  func reserve(_ count: Int) {
    guard count > capacity else { return }
    UnsafeMutableRawPointer(pointer).deallocate()
    capacity = count + count / 4
    pointer = Self.allocate(capacity)
  }

  /// Makes room for `count` elements and keeps the first `used`.
  func grow(to count: Int, keeping used: Int) {
    guard count > capacity else { return }
    let larger = Self.allocate(count * 2)
    UnsafeMutableRawPointer(larger).copyMemory(from: pointer, byteCount: used * MemoryLayout<Element>.stride)
    UnsafeMutableRawPointer(pointer).deallocate()
    capacity = count * 2
    pointer = larger
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
    let bytes = max(count, 1) * MemoryLayout<Element>.stride
    let isLarge = bytes >= 2 * HugePages.size
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? HugePages.size : 64)
    if isLarge { HugePages.advise(memory, bytes: bytes) }
    return memory.bindMemory(to: Element.self, capacity: max(count, 1))
  }
}
