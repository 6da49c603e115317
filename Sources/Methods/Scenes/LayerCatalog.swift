/// The kinds of layers that a scene's folder can hold.
public enum LayerCatalog {
  /// Those of all methods.
  public static var all: [any SceneLayer.Type] { MethodCatalog.all.flatMap { $0.layerTypes } }

  /// The kind of this name, if there is one.
  static func named(_ kind: String) -> (any SceneLayer.Type)? { all.first { $0.kind == kind } }
}
