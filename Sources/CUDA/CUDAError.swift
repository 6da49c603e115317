import Foundation

/// Why kernels cannot be compiled or run.
public enum CUDAError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// A library that is loaded at run time is nowhere to be found.
  case missingLibrary(String, remedy: String)
  /// A library, found at `path`, lacks the function.
  case missingFunction(String, path: String)
  /// A function of a library said no.
  case failed(String, reason: String)
  /// The compiler refused the program; `log` is what it said.
  case compilation(architecture: String, log: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .missingLibrary(let name, let remedy): "CUDA: there is no \(name) (\(remedy))"
    case .missingFunction(let name, let path):
      "CUDA: \(path) has no \(name) (it is too old, or no such library)"
    case .failed(let function, let reason): "CUDA: \(function): \(reason)"
    case .compilation(let architecture, let log):
      "CUDA: the kernels do not compile for \(architecture): \(Self.firstError(log))"
    }
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }

  private static func firstError(_ log: String) -> String {
    let lines = log.split(whereSeparator: \.isNewline).map(String.init)
    return lines.first { $0.contains("error") } ?? lines.first ?? "the compiler said nothing"
  }
}
