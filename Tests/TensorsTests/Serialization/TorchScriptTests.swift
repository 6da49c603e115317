import Files
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct TorchScriptTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func loadsAndCalls() throws {
    let file = folder.file("module.pt")
    try Python.run("make_torchscript.py", [file.path])
    let script = try TorchScript(contentsOf: file)
    let x = Tensor([Float](arrayLiteral: 1, 2, 3, 4), shape: [2, 2])
    // The module gives (2x + 1, [sum, mean]), and x - y by its other method.
    let results = try script(x)
    #expect(results.count == 3)
    expect(results[0], [2, 2], [3, 5, 7, 9])
    expect(results[1], [], [10])
    expect(results[2], [], [2.5])
    expect(try script(x, x * 3, method: "difference")[0], [2, 2], [-2, -4, -6, -8])
    let error = try #require(throws: TensorError.self) {
      _ = try script(.zeros([3]), .zeros([4]), method: "difference")
    }
    #expect(error.operation == "difference")
    #expect(error.arguments == ["float32[3]", "float32[4]"])
    #expect(throws: TensorError.self) { _ = try script(x, x) }
    #expect(throws: TensorError.self) { _ = try script(x, method: "missing") }
  }

  @Test func aFileThatIsNoScriptIsAnError() throws {
    let file = folder.file("text.pt")
    try Data("no script".utf8).write(to: file)
    let error = try #require(throws: TensorError.self) { try TorchScript(contentsOf: file) }
    #expect(error.description.contains("text.pt"))
    #expect(!error.description.contains("\n"))
  }
}
