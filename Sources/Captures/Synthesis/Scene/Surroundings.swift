import Splatting

/// All that does not move: a room, a table, and three things on it.
enum Surroundings {
  /// The surfaces, placed by `generator`.
  static func surfaces(colors: SceneColors, seed: UInt32, generator: inout SeededGenerator) -> [Surface] {
    [room(seed: seed), table(seed: seed)] + props(colors: colors, seed: seed, generator: &generator)
  }

  private static func room(seed: UInt32) -> Surface {
    let material = PatternMaterial(
      .plain, base: [0.78, 0.78, 0.74], second: [0.66, 0.70, 0.74], mottleSize: 0.5, seed: seed &+ 1)
    let middle = RigidTransform(translation: [0, 0.2, 0.75])
    return Surface(
      mesh: TriangleMesh.room(size: [4.6, 4.2, 3.2]).transformed(by: middle), material: material)
  }

  private static func table(seed: UInt32) -> Surface {
    let material = WoodMaterial(light: [0.80, 0.65, 0.47], dark: [0.52, 0.36, 0.22], seed: seed &+ 2)
    let top = RigidTransform(translation: [0, 0.15, -0.02])
    return Surface(
      mesh: TriangleMesh.box(size: [1.7, 1.3, 0.04]).transformed(by: top), material: material)
  }

  private static func props(
    colors: SceneColors, seed: UInt32, generator: inout SeededGenerator
  ) -> [Surface] {
    let can = TriangleMesh.lathe(
      profile: TriangleMesh.rounded(
        [[0, 0], [0.033, 0], [0.033, 0.045], [0.033, 0.09], [0, 0.09]], radius: 0.003), segments: 64)
    let box = TriangleMesh.box(size: [0.13, 0.08, 0.05])
      .transformed(by: RigidTransform(translation: [0, 0, 0.025]))
    let ball = TriangleMesh.sphere(radius: 0.036)
      .transformed(by: RigidTransform(translation: [0, 0, 0.036]))
    let shapes: [(mesh: TriangleMesh, pattern: PatternMaterial.Pattern, place: SIMD3<Double>)] = [
      (can, .stripes(width: 0.015), [-0.20, 0.16, 0]), (box, .checks(size: 0.024), [0.03, 0.25, 0]),
      (ball, .dots(spacing: 0.018), [0.21, 0.20, 0]),
    ]
    return shapes.enumerated().map { index, shape in
      let pose = RigidTransform(
        rotation: Matrix3(axis: [0, 0, 1], angle: generator.uniform(in: -0.7...0.7)),
        translation: shape.place
          + [generator.uniform(in: -0.03...0.03), generator.uniform(in: -0.03...0.03), 0])
      let material = PatternMaterial(
        shape.pattern, base: colors.props[index].base, second: colors.props[index].second, gloss: 0.05,
        seed: seed &+ 10 &+ UInt32(index))
      return Surface(
        mesh: shape.mesh.transformed(by: pose), texturePositions: shape.mesh.positions, material: material)
    }
  }
}
