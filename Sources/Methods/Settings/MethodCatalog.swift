/// The methods that there are.
public enum MethodCatalog {
  /// All of them, the simplest first.
  public static var all: [any Method.Type] {
    [Static3D.self, Deformable3D.self, HexPlane4D.self, SparseControl.self, InteractionAware.self]
  }

  /// The method of this name, if there is one.
  public static func named(_ name: String) -> (any Method.Type)? { all.first { $0.name == name } }
}
