import Foundation

/// How LibTorch's threads wait for work.
enum ThreadPolicy {
  private static let variable = "GOMP_SPINCOUNT"

  /// Starts the program again, once, so that LibTorch's OpenMP threads sleep between operations.
  ///
  /// Left to themselves they spin for milliseconds after each operation, on the cores that the rasteriser's threads
  /// need: on two cores a training step takes three times as long. OpenMP reads this setting when it is loaded, so
  /// it has to be there before the program starts. A policy that the user has set stays.
  static func letThreadsSleep() {
    #if os(Linux)
      let environment = ProcessInfo.processInfo.environment
      guard environment[variable] == nil, environment["OMP_WAIT_POLICY"] == nil else { return }
      setenv(variable, "0", 1)
      var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
      // It returns only where it fails; then the program goes on as it is.
      execv("/proc/self/exe", &arguments)
    #endif
  }
}
