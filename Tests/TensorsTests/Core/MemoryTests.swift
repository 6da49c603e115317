import Tensors
import Testing

@Suite struct MemoryTests {
  /// Memory whose end can be seen.
  private final class Storage {
    let buffer: UnsafeMutableBufferPointer<Float>
    private let onRelease: () -> Void

    init(_ values: [Float], onRelease: @escaping () -> Void = {}) {
      buffer = .allocate(capacity: values.count)
      _ = buffer.initialize(from: values)
      self.onRelease = onRelease
    }

    deinit {
      buffer.deallocate()
      onRelease()
    }
  }

  @Test func sharedMemoryIsSeenFromBothSides() {
    let storage = Storage([1, 2, 3, 4])
    let tensor = Tensor(sharing: storage.buffer, shape: [2, 2], owner: storage)
    storage.buffer[3] = 40
    expect(tensor, [2, 2], [1, 2, 3, 40])
    tensor.multiplyInPlace(2)
    #expect(Array(storage.buffer) == [2, 4, 6, 80])
    let address = tensor.withElements(of: Float.self) { $0.baseAddress }
    #expect(address == UnsafePointer(storage.buffer.baseAddress))
  }

  @Test func theOwnerLivesAsLongAsAnyView() {
    var released = false
    do {
      var view: Tensor?
      do {
        let storage = Storage([1, 2, 3, 4]) { released = true }
        let tensor = Tensor(sharing: storage.buffer, shape: [4], owner: storage)
        view = tensor[1..<3]
      }
      #expect(!released)
      view.map { expect($0, [2], [2, 3]) }
      view = nil
      #expect(released)
    }
  }

  @Test func emptySharedMemoryReleasesItsOwner() {
    var released = false
    do {
      let storage = Storage([]) { released = true }
      #expect(Tensor(sharing: storage.buffer, shape: [0, 3], owner: storage).count == 0)
    }
    #expect(released)
  }

  @Test func swiftWritesTheStorageInPlace() {
    let tensor = Tensor.zeros([2, 2])
    let view = tensor[1]
    tensor.withMutableElements(of: Float.self) { $0[3] = 5 }
    expect(view, [2], [0, 5])
  }

  @Test func readingAsAnotherTypeIsAnError() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors { Tensor.zeros([2]).elements(as: Int64.self) }
    }
    #expect(error.description.contains("float32[2]"))
    #expect(error.description.contains("int64"))
  }

  @Test func readingGapsInPlaceIsAnError() {
    #expect(throws: TensorError.self) {
      try withTensorErrors {
        Tensor.zeros([2, 3]).transposed().withElements(of: Float.self) { #expect($0.isEmpty) }
      }
    }
  }

  @Test func itemsAndFloats() {
    #expect(Tensor([Int64](arrayLiteral: 7)).item() == 7)
    #expect(Tensor([true, false]).floats() == [1, 0])
    #expect(throws: TensorError.self) { try withTensorErrors { Tensor.zeros([2]).item() } }
  }
}
