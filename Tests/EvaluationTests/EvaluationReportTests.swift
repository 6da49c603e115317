import Evaluation
import Foundation
import Testing

@Suite struct EvaluationReportTests {
  @Test func tablesFollowOneAnother() throws {
    let metrics = GeometryMetrics(chamfer: 0.0123, squaredChamfer: 0.456, fScore5: 0.5, fScore10: 0.75)
    let report = EvaluationReport(
      images: [MetricsTable(title: "Pictures", perceptualMetric: "X", frames: [])],
      hands: HandTable(title: "Hands", hands: []),
      object: GeometryTable(
        title: "Object", points: 3000, frames: [.init(name: "0", metrics: metrics)], aligned: nil))
    let text = report.markdown()
    let places = [
      "### Pictures", "### Hands", "### Object", "| As it is | 12.30 | 0.456 | 0.5000 | 0.7500 | 1 |",
    ]
    .map { text.range(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: data) == report)
    let images = EvaluationReport(images: report.images)
    #expect(images.markdown() == report.images[0].markdown())
  }
}
