// Field numbers of the messages Event, SessionLog, Summary, Summary.Value and Summary.Image.

enum EventField {
  static let wallTime: UInt64 = 1
  static let step: UInt64 = 2
  static let fileVersion: UInt64 = 3
  static let summary: UInt64 = 5
  static let sessionLog: UInt64 = 7
}

enum SessionField {
  static let status: UInt64 = 1
  static let start: Int64 = 1
}

enum SummaryField { static let value: UInt64 = 1 }

enum ValueField {
  static let tag: UInt64 = 1
  static let number: UInt64 = 2
  static let image: UInt64 = 4
}

enum ImageField {
  static let height: UInt64 = 1
  static let width: UInt64 = 2
  static let channels: UInt64 = 3
  static let bytes: UInt64 = 4
}
