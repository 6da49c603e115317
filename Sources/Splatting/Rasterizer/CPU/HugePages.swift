import Foundation

/// Large pages of memory, which save the processor most of its address translations in random access.
enum HugePages {
  /// The size and alignment of one on the processors that have them, in bytes.
  static let size = 2 << 20

  /// Asks for memory to be kept in them, where the system knows how; a refusal costs time only.
  static func advise(_ memory: UnsafeMutableRawPointer, bytes: Int) {
    #if os(Linux)
      madvise(memory, bytes, MADV_HUGEPAGE)
    #endif
  }
}
