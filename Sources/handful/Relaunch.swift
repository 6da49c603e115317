import Foundation

/// Starting the program again with settings that libraries read only when they are loaded.
enum Relaunch {
  /// What long computations need; what the user has set stays.
  private static let settings = [
    // LibTorch's OpenMP threads, left to themselves, spin for milliseconds after each operation, on the cores that
    // the rasteriser's threads need: on two cores a training step takes three times as long. Threads that sleep at
    // once have to be woken for each of the thousands of small operations of a step, which can take as long as they.
    "GOMP_SPINCOUNT": "2000",
    // Freed memory is kept for the next step: to give it back and to ask anew costs a sixth of a step.
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TRIM_THRESHOLD_": "4294967296",
  ]

  /// Starts the program again, once, if a setting is missing.
  static func withSettingsForComputing() {
    #if os(Linux)
      let missing = settings.filter { ProcessInfo.processInfo.environment[$0.key] == nil }
      guard !missing.isEmpty else { return }
      for (name, value) in missing { setenv(name, value, 0) }
      var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
      // It returns only where it fails; then the program goes on as it is.
      execv("/proc/self/exe", &arguments)
    #endif
  }
}
