// Draws Gaussians with WebGL 2: nearest first, premultiplied, into half floats, then over the background.

import { maximumLayers, screenFragment, screenVertex, splatFragment, splatVertex } from "./shaders.js";
import { SplatTextures } from "./textures.js";

/// What Gaussians are coloured by, as the shaders number it.
export const colorModes = ["colour", "layer", "depth", "opacity", "contact"];

/// Colours of layers.
export const palette = [
  [0.36, 0.64, 0.95], [1.0, 0.70, 0.42], [0.47, 0.80, 0.49], [0.93, 0.47, 0.62], [0.72, 0.60, 0.93], [0.90, 0.85, 0.42],
  [0.40, 0.82, 0.82], [0.80, 0.62, 0.50],
];

const layerColors = Array.from({ length: maximumLayers }, (_, layer) => palette[layer % palette.length]);

export class Renderer {
  #canvas;
  #gl;
  #splats;
  #screen;
  #textures;
  #order;
  #count = 0;
  #target = null;

  constructor(canvas) {
    this.#canvas = canvas;
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, powerPreference: "high-performance" });
    if (!gl) throw new Error("this browser has no WebGL 2, which drawing needs");
    if (!gl.getExtension("EXT_color_buffer_float") && !gl.getExtension("EXT_color_buffer_half_float")) {
      throw new Error("this graphics card cannot draw into half floats, which blending needs");
    }
    this.#gl = gl;
    this.#splats = program(gl, splatVertex, splatFragment);
    this.#screen = program(gl, screenVertex, screenFragment);
    this.#textures = new SplatTextures(gl);
    this.#order = { array: gl.createVertexArray(), buffer: gl.createBuffer() };
    gl.bindVertexArray(this.#order.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#order.buffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribIPointer(0, 1, gl.UNSIGNED_INT, 0, 0);
    gl.vertexAttribDivisor(0, 1);
    gl.bindVertexArray(null);
  }

  /// Takes over layers, of which `changed` are new; true if all have new indices.
  setLayers(all, changed) {
    if (all.length > maximumLayers) throw new Error(`the viewer shows ${maximumLayers} layers at most`);
    return this.#textures.update(all, changed);
  }

  /// Takes the distances of a layer's Gaussians, 0 for touching to 255.
  setContact(layer, bytes) {
    this.#textures.setContact(layer, bytes);
  }

  /// The index of a layer's first Gaussian.
  start(layer) {
    return this.#textures.start(layer);
  }

  /// Takes the indices of what is drawn, nearest first.
  setOrder(order) {
    const gl = this.#gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#order.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, order, gl.DYNAMIC_DRAW);
    this.#count = order.length;
  }

  /// Draws as `camera` sees it; `lens` is in pixels of the canvas, and `contact` the description's.
  draw(camera, lens, { color, depthRange, background, contact }) {
    const gl = this.#gl;
    const mode = colorModes.indexOf(color);
    this.#fitTarget();
    const size = [this.#canvas.width, this.#canvas.height];
    gl.viewport(0, 0, ...size);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#target.framebuffer);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (this.#count > 0) this.#drawSplats(camera, lens, size, mode, contact);

    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    const { handle, place } = this.#screen;
    gl.useProgram(handle);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.#target.texture);
    gl.uniform1i(place("blended"), 0);
    gl.uniform3fv(place("background"), background);
    gl.uniform2fv(place("depthRange"), depthRange);
    gl.uniform1i(place("mode"), mode);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  #drawSplats(camera, lens, size, mode, contact) {
    const gl = this.#gl;
    const { handle, place } = this.#splats;
    gl.useProgram(handle);
    this.#textures.bind();
    gl.uniform1i(place("gaussians"), 0);
    gl.uniform1i(place("harmonics"), 1);
    gl.uniform4uiv(place("layers"), this.#textures.layerUniform);
    gl.uniform3fv(place("layerColors"), layerColors.flat());
    gl.uniform1i(place("layerCount"), this.#textures.count);
    gl.uniformMatrix3fv(place("rotation"), true, camera.rotation);
    gl.uniform3fv(place("position"), camera.position);
    gl.uniform2fv(place("focalLength"), lens.focalLength);
    gl.uniform2fv(place("principalPoint"), lens.principalPoint);
    gl.uniform2fv(place("size"), size);
    gl.uniform1i(place("mode"), mode);
    gl.uniform1i(place("distances"), 2);
    if (colorModes[mode] === "contact") this.#setContactScale(contact, place);
    // Front to back: what is there already lets through 1 - its alpha.
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE_MINUS_DST_ALPHA, gl.ONE);
    gl.bindVertexArray(this.#order.array);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.#count);
    gl.bindVertexArray(null);
    gl.disable(gl.BLEND);
  }

  #setContactScale({ layers, colors }, place) {
    const gl = this.#gl;
    gl.uniform1ui(place("contactLayers"), layers.reduce((mask, layer) => mask | (1 << layer), 0));
    gl.uniform1i(place("contactSteps"), colors.length - 1);
    gl.uniform3fv(place("contactColors"), colors.flat());
  }

  /// Makes what is drawn into as large as the canvas.
  #fitTarget() {
    const { width, height } = this.#canvas;
    if (this.#target?.width === width && this.#target?.height === height) return;
    const gl = this.#gl;
    gl.deleteTexture(this.#target?.texture ?? null);
    gl.deleteFramebuffer(this.#target?.framebuffer ?? null);
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA16F, width, height);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    this.#target = { width, height, texture, framebuffer };
  }
}

function program(gl, vertex, fragment) {
  const handle = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`);
    gl.attachShader(handle, shader);
  }
  gl.linkProgram(handle);
  if (!gl.getProgramParameter(handle, gl.LINK_STATUS)) throw new Error(`shaders: ${gl.getProgramInfoLog(handle)}`);
  const places = new Map();
  const place = (name) => {
    if (!places.has(name)) places.set(name, gl.getUniformLocation(handle, name));
    return places.get(name);
  };
  return { handle, place };
}
