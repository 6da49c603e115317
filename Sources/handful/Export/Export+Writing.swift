import ArgumentParser
import Captures
import Files
import Foundation
import Methods
import Splatting
import Viewer

extension Export {
  func writeMesh(_ job: SceneExport, to url: URL, _ compute: ComputeResources) throws {
    let time = time ?? 0
    let maker = SceneMesh(renderer: SceneRenderer(compute), resolution: resolution)
    let scene = try job.scene.moved(to: compute.device)
    guard let mesh = try maker.mesh(of: scene, time: time, layers: job.layers) else {
      throw FileError(self.scene, "has no surface at time \(time) in these layers")
    }
    let placed = mesh.transformed(by: job.transform)
    if url.pathExtension.lowercased() == "glb" {
      try ColoredMeshFile.writeGLB(placed, to: url)
    } else {
      try ColoredMeshFile.writePLY(placed, to: url)
    }
  }

  func writeHands(_ job: SceneExport, to url: URL) throws {
    let folder = mano.map { URL(argument: $0) }
    let hands =
      try capture.map {
        try HandExport(capture: CaptureReader().read(URL(argument: $0)), manoFolder: folder)
      } ?? HandExport(scene: job.scene, name: scene, manoFolder: folder)
    try hands.write(to: url, framesPerSecond: path.fps, placement: job.transform)
    for line in hands.report { print("\(output): \(line)") }
  }

  func writePage(_ job: SceneExport, to url: URL, _ compute: ComputeResources) throws {
    var shown = job.scene
    shown.layers.removeAll { job.layers?.contains($0.name) == false }
    let name = URL(argument: scene).standardizedFileURL.lastPathComponent
    let capture = try capture.map { try CaptureReader().read(URL(argument: $0)) }
    let page = try PageExport(ViewedScene(name: name, scene: shown, capture: capture))
    try page.write(to: url)
    for line in try page.report(compute) { print("\(output): \(line)") }
  }

  func writeVideo(_ job: SceneExport, to url: URL, _ compute: ComputeResources) async throws {
    let renderer = SceneRenderer(compute)
    let video = SceneVideo(views: try path.views(of: job.scene, scene, time: time), frameRate: path.fps)
    let scene = try job.scene.moved(to: compute.device)
    try await video.write(to: url) { view in
      try renderer.render(scene, camera: view.camera, time: view.time, layers: job.layers).image
    }
  }

  func writeSequence(_ job: SceneExport, to url: URL) throws {
    let folder = try FrameFolder(url, overwrite: overwrite, fileExtension: "ply") {
      $0.count >= 5 && $0.allSatisfy(\.isNumber)
    }
    let times = frames.map { SceneExport.evenTimes($0) } ?? job.recordedTimes
    let line = ProgressLine()
    defer { line.end() }
    for (index, time) in times.enumerated() {
      let file = folder.url.appending(path: String(format: "%05d.ply", index))
      try GaussianPLY.write(job.model(at: time), to: file, comments: job.comments(at: time))
      line.show("time \(index + 1) of \(times.count)", final: index + 1 == times.count)
    }
  }

  func emptyFolder(_ url: URL) throws -> URL {
    guard overwrite || Output.isFree(url) else {
      throw FileError(url, "holds files already", remedy: "choose another folder, or --overwrite")
    }
    return url
  }
}
