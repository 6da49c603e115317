import Foundation
import Tensors
import Testing

@Suite struct ScheduleTests {
  @Test func courses() {
    #expect(Schedule.constant(3).value(at: 1000) == 3)
    let linear = Schedule.linear(start: 1, end: 0, iterations: 10)
    #expect([0, 5, 10, 20].map(linear.value) == [1, 0.5, 0, 0])
    let exponential = Schedule.exponential(start: 1e-2, end: 1e-4, iterations: 100)
    #expect(abs(exponential.value(at: 50) - 1e-3) < 1e-12)
    #expect(abs(exponential.value(at: 0) - 1e-2) < 1e-12)
    #expect(abs(exponential.value(at: 500) - 1e-4) < 1e-12)
    let cosine = Schedule.cosine(start: 2, end: 0, iterations: 4)
    let halves = [0, 2, 4, 8].map(cosine.value)
    for (value, expected) in zip(halves, [2.0, 1, 0, 0]) { #expect(abs(value - expected) < 1e-12) }
  }

  @Test func aCourseOfNoIterationsIsAtItsEnd() {
    #expect(Schedule.linear(start: 1, end: 5, iterations: 0).value(at: 0) == 5)
  }

  @Test func sequencesStartAnew() {
    let fall = Schedule.linear(start: 1, end: 0, iterations: 10)
    let schedule = Schedule.sequence(first: fall, iterations: 5, second: fall)
    #expect([0, 4, 5, 10, 15, .max].map(schedule.value) == [1, 0.6, 1, 0.5, 0, 0])
    #expect(schedule.scaled(by: 2).value(at: 10) == 1)
  }

  @Test func scaling() {
    let schedule = Schedule.exponential(start: 1, end: 0.1, iterations: 10).scaled(by: 3)
    #expect(schedule == .exponential(start: 3, end: 0.1 * 3, iterations: 10))
  }

  @Test func savedAndRead() throws {
    let schedules: [Schedule] = [
      .constant(1), .linear(start: 1, end: 2, iterations: 3), .cosine(start: 0, end: 1, iterations: 9),
      .sequence(first: .constant(1), iterations: 3, second: .constant(2)),
    ]
    let data = try JSONEncoder().encode(schedules)
    #expect(try JSONDecoder().decode([Schedule].self, from: data) == schedules)
  }
}
