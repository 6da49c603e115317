import Foundation
import TestSupport
import Testing

/// The commands of `Documentation/tour.md`, made quick as its last table says.
@Suite(
  .enabled(
    if: Python.isAvailable && Program.isInstalled("ffmpeg"), "needs `make setup` and ffmpeg"))
struct TourTests {
  @Test func everyCommandOfTheTourRuns() throws {
    let folder = try TemporaryFolder()
    let told = try Python.run("run_tour.py", [Program.url.path, folder.url.path, "--quick"])
    let commands = told.split(separator: "\n")
    #expect(commands.count > 15 && commands.allSatisfy { $0.contains(" s  ") }, "\(told)")
    for name in ["report.html", "orbit.mp4", "contact.png", "cup.spz", "mug.glb", "cup_ply/00001.ply"] {
      #expect(FileManager.default.fileExists(atPath: folder.file(name).path), "\(name)")
    }
    let page = try CheckedPage(folder.file("report.html"))
    #expect(page.headings.contains("Frames") && page.headings.contains("Layers by themselves"))
  }
}
