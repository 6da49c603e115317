import Foundation
import Testing

/// Expects a run that failed with one clear line.
func expectFailure(
  _ outcome: Program.Outcome, status: Int32 = 1, mentions words: String...,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = Comment(rawValue: outcome.errors)
  #expect(outcome.status == status, text, sourceLocation: sourceLocation)
  let lines = outcome.messages
  #expect(lines.first?.hasPrefix("Error: ") == true, text, sourceLocation: sourceLocation)
  // Wrong usage is followed by what is right.
  let others = lines.dropFirst().filter { line in
    status != 64 || !["Usage: ", "Help: ", "  See "].contains { line.hasPrefix($0) }
  }
  #expect(others.isEmpty, text, sourceLocation: sourceLocation)
  for word in words {
    #expect(lines.first?.contains(word) == true, "\(word): \(outcome.errors)", sourceLocation: sourceLocation)
  }
}

/// Expects a run that went well and gives its standard output.
func expectSuccess(_ outcome: Program.Outcome, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  #expect(outcome.status == 0, Comment(rawValue: outcome.errors), sourceLocation: sourceLocation)
  return outcome.output
}
