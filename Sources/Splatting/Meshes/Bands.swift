import Dispatch

/// Calls `work` with each of the bands into which `rows` rows fall, on all processors.
func forEachBand(rows: Int, bandHeight: Int, _ work: @Sendable (Range<Int>) -> Void) {
  let count = (rows + bandHeight - 1) / bandHeight
  DispatchQueue.concurrentPerform(iterations: count) { band in
    work(band * bandHeight..<min((band + 1) * bandHeight, rows))
  }
}
