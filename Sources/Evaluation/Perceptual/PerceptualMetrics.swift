import Files
import Foundation

/// Which perceptual metric this machine can compute.
public enum PerceptualMetrics {
  /// The variable that names a TorchScript file of LPIPS.
  public static let variable = "HANDFUL_LPIPS"

  /// LPIPS from `script`, else from the file that `HANDFUL_LPIPS` names, else ST-LPIPS where set-up has converted
  /// it, else none.
  ///
  /// - Throws: `FileError` if a file is named or there, but cannot be used.
  public static func available(
    script: URL? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> (any PerceptualMetric)? {
    if let script = script ?? environment[variable].map({ URL(fileURLWithPath: $0) }) {
      return try ScriptedLPIPS(contentsOf: script)
    }
    guard let weights = SharedFolder.file(ShiftTolerantLPIPS.fileName, environment: environment) else {
      return nil
    }
    return try ShiftTolerantLPIPS(contentsOf: weights)
  }
}
