/// Parts a range of points in two by quickselect (Hoare 1961), along the axis on which they spread most.
struct EntrySelection {
  private let entries: UnsafeMutableBufferPointer<PointTree.Entry>
  private let range: Range<Int>

  init(entries: UnsafeMutableBufferPointer<PointTree.Entry>, range: Range<Int>) {
    self.entries = entries
    self.range = range
  }

  /// Moves the smaller entries before `middle` and gives where they part.
  mutating func split(at middle: Int) -> PointTree.Split {
    var low = entries[range.lowerBound].position
    var high = low
    for position in range {
      let point = entries[position].position
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let size = high - low
    if size.x >= size.y && size.x >= size.z {
      return PointTree.Split(axis: 0, value: select(middle) { $0.x })
    } else if size.y >= size.z {
      return PointTree.Split(axis: 1, value: select(middle) { $0.y })
    } else {
      return PointTree.Split(axis: 2, value: select(middle) { $0.z })
    }
  }

  /// Orders the range around the entry that belongs at `target` by `key`, and gives that entry's.
  @inline(__always)
  private func select(_ target: Int, _ key: (PointTree.Entry) -> Float) -> Float {
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low < high {
      let pivot = median(key(entries[low]), key(entries[(low + high) / 2]), key(entries[high]))
      var (left, right) = (low, high)
      while left <= right {
        while key(entries[left]) < pivot { left += 1 }
        while key(entries[right]) > pivot { right -= 1 }
        if left <= right {
          entries.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      // Between `right` and `left` all entries equal the pivot.
      if target <= right {
        high = right
      } else if target >= left {
        low = left
      } else {
        break
      }
    }
    return key(entries[target])
  }

  @inline(__always)
  private func median(_ a: Float, _ b: Float, _ c: Float) -> Float { max(min(a, b), min(max(a, b), c)) }
}
