extension MetricsTable {
  /// The PSNR of `region` in every frame that has it, by the frame's number from 1 on.
  func psnr(of region: Region) -> [SIMD2<Double>] {
    frames.enumerated().compactMap { place, frame in
      frame.regions[region].map { [Double(place + 1), $0.psnr] }
    }
  }

  /// The PSNR of every frame, by region.
  func chart() -> CurveChart {
    CurveChart(
      title: "PSNR frame by frame, dB: \(title)", horizontal: "frame measured",
      curves: Region.allCases.enumerated().map { index, region in
        CurveChart.Curve(label: region.title, points: psnr(of: region), color: index)
      })
  }
}
