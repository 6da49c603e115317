import Methods
import Testing

@Suite struct FrameScheduleTests {
  @Test func fastDeformableStartsSmallAndWithTheFirstFrames() throws {
    let training = Deformable3DConfiguration(preset: .fast, iterations: 1000).training
    #expect(training.resolution == ResolutionSchedule(downscale: 4, iterations: 500))
    #expect(training.curriculum == TimeCurriculum(start: 0.15, iterations: 600))
  }

  @Test func publishedSettingsSeeAllFramesAtFullSize() throws {
    let training = Deformable3DConfiguration(preset: .paper).training
    #expect(training.resolution.iterations == 0)
    #expect(training.curriculum.iterations == 0)
  }

  @Test(arguments: ["training.resolution.downscale=3", "training.curriculum.start=1.5"])
  func settingsOutOfRangeAreRefused(assignment: String) throws {
    let configuration = try Settings.applying([assignment], to: Static3DConfiguration(preset: .fast))
    #expect(throws: Settings.SettingError.self) { try configuration.validate() }
  }
}
