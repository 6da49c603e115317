import CLibTorch
import Files
import Foundation

/// A network saved by PyTorch's `torch.jit.save`, for inference on the CPU.
public final class TorchScript: @unchecked Sendable {
  // A loaded module is only read.
  private let raw: HFScript

  /// Loads a file.
  /// - Throws: ``FileError`` if it is missing, ``TensorError`` if it is no TorchScript.
  public init(contentsOf url: URL) throws {
    guard FileManager.default.isReadableFile(atPath: url.path) else {
      throw FileError(url, "there is no such file, or it cannot be read")
    }
    var loaded: HFScript?
    let message = hfScriptLoad(url.path, &loaded)
    if let error = TensorError(message, operation: "jit.load", arguments: [url.relativePath]) { throw error }
    // Without an error there is a script.
    raw = loaded!
  }

  deinit { hfScriptRelease(raw) }

  /// Calls `method` with tensors and gives all tensors of its result, tuples and lists flattened.
  /// - Throws: ``TensorError`` if the network fails.
  public func callAsFunction(_ inputs: Tensor..., method: String = "forward") throws -> [Tensor] {
    let capacity = 64
    var results = [HFTensor?](repeating: nil, count: capacity)
    var count: Int64 = 0
    let message = withExtendedLifetime(inputs) {
      hfScriptCall(
        raw, method, inputs.map { Optional($0.raw) }, Int64(inputs.count), &results, Int64(capacity), &count)
    }
    let tensors = results.prefix(Int(count)).compactMap { $0.map(Tensor.init(owning:)) }
    if let error = TensorError(message, operation: method, arguments: inputs.map(\.signature)) { throw error }
    return tensors
  }
}
