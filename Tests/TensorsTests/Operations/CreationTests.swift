import Tensors
import Testing

@Suite struct CreationTests {
  @Test func constants() {
    expect(.zeros([2, 2]), [2, 2], [0, 0, 0, 0])
    expect(.ones([3], .int64), [3], [1, 1, 1])
    expect(.full([1, 2], 2.5, .float64), [1, 2], [2.5, 2.5])
    expect(Tensor(-3), [], [-3])
    expect(.identity(2), [2, 2], [1, 0, 0, 1])
    #expect(Tensor.zeros([2], .bool).dtype == .bool)
    #expect(Tensor.empty([4, 0]).count == 0)
  }

  @Test func sequences() {
    expect(.arange(to: 4), [4], [0, 1, 2, 3])
    expect(.arange(2, to: 9, by: 3), [3], [2, 5, 8])
    #expect(Tensor.arange(to: 4).dtype == .int64)
    expect(.linspace(-1, 1, count: 5), [5], [-1, -0.5, 0, 0.5, 1])
  }

  @Test func elementsOfAllSwiftTypes() {
    #expect(Tensor([UInt8](arrayLiteral: 1, 255)).elements(as: UInt8.self) == [1, 255])
    #expect(Tensor([Int32](arrayLiteral: -1, 2)).elements(as: Int32.self) == [-1, 2])
    #expect(Tensor([Int64](arrayLiteral: -1, 1 << 40)).elements(as: Int64.self) == [-1, 1 << 40])
    #expect(Tensor([Float](arrayLiteral: 0.5)).elements(as: Float.self) == [0.5])
    #expect(Tensor([Double](arrayLiteral: 0.1)).elements(as: Double.self) == [0.1])
    #expect(Tensor([true, false]).elements(as: Bool.self) == [true, false])
    #expect(Tensor([Float](), shape: [0, 3]).shape == [0, 3])
  }

  @Test func likeAnother() {
    let tensor = Tensor([Double](arrayLiteral: 1, 2), shape: [2, 1])
    #expect(tensor.zerosLike().dtype == .float64)
    expect(tensor.onesLike(), [2, 1], [1, 1])
  }

  @Test func describesItself() {
    #expect(Tensor([Float](arrayLiteral: 1, 2)).description == "float32[2] [1.0, 2.0]")
    #expect(Tensor.zeros([10, 10]).description == "float32[10, 10]")
  }

  @Test func deviceNames() {
    #expect(Device("cpu") == .cpu)
    #expect(Device("cuda") == .cuda(0))
    #expect(Device("cuda:1") == .cuda(1))
    #expect(Device("cuda:") == nil)
    #expect(Device("cuda:-1") == nil)
    #expect(Device("gpu") == nil)
    #expect(Device.cpu.isAvailable)
    #expect(!Device.cuda(LibTorch.cudaDeviceCount).isAvailable)
  }
}
