/// Ends the program where `condition` is false: a programming mistake.
///
/// `precondition` says nothing in this module, which is built without checks.
@inline(__always)
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
