// Files that effects read: pictures, maps of numbers, and tables of colours.

// A picture over all of the box, premultiplied; beyond its edges they repeat. The level is named, so that no
// derivative is taken where some pixels don't come by.
vec4 pictureAt(sampler2D picture, vec2 uv) {
  vec2 ratio = vec2(textureSize(picture, 0)) / filmSize;
  return textureLod(picture, uv, max(log2(max(ratio.x, ratio.y)), 0.0));
}

// The number of a map's texel, 0 … 1; a map of 16 bits has its high byte in red and its low one in green.
float numberAt(sampler2D map, vec2 place, vec2 weights) {
  vec2 bytes = textureLod(map, place, 0.0).rg;
  return rounded(bytes.x * weights.x) + rounded(bytes.y * weights.y);
}

// A map of the picture, where the motion shows that; between its texels linearly, by hand, as bytes are no numbers.
float mapAt(sampler2D map, vec2 weights, vec2 uv) {
  vec2 size = vec2(textureSize(map, 0));
  vec2 texel = 1.0 / size;
  vec2 p = placeAt(box.xy + uv * box.zw) * texelSize * size - 0.5;
  vec2 weight = fract(p);
  vec2 from = (p - weight + 0.5) * texel;
  vec2 to = from + texel;
  float upper = mixOf(numberAt(map, from, weights), numberAt(map, vec2(to.x, from.y), weights), weight.x);
  float lower = mixOf(numberAt(map, vec2(from.x, to.y), weights), numberAt(map, to, weights), weight.x);
  return mixOf(upper, lower, weight.y);
}

// An entry of a table, 0 … 1: its high bytes stand in one texel, and its low ones in the next.
vec3 entryAt(sampler2D entries, int index) {
  int columns = textureSize(entries, 0).x;
  ivec2 place = ivec2((2 * index) % columns, (2 * index) / columns);
  vec3 high = texelFetch(entries, place, 0).rgb;
  vec3 low = texelFetch(entries, place + ivec2(1, 0), 0).rgb;
  return rounded(high * 65280.0 + low * 255.0) * (1.0 / 65535.0);
}

// A colour in a table: a curve a channel linearly, a cube by the tetrahedron that holds it. What is beyond the domain
// is as its edge.
vec3 tableAt(sampler2D entries, int rank, int side, vec3 low, vec3 high, vec2 range, vec3 color) {
  vec3 at = clamp((color - low) / (high - low), 0.0, 1.0) * float(side - 1);
  ivec3 cell = min(ivec3(at), ivec3(side - 2));
  vec3 f = at - vec3(cell);
  vec3 found;
  if (rank == 1) {
    for (int c = 0; c < 3; c++)
      found[c] = mixOf(entryAt(entries, cell[c])[c], entryAt(entries, cell[c] + 1)[c], f[c]);
  } else {
    ivec3 step = ivec3(1, side, side * side);
    int from = cell.x + side * (cell.y + side * cell.z);
    // Along the largest share first, along the smallest last.
    int most = f.x >= f.y ? (f.x >= f.z ? 0 : 2) : (f.y >= f.z ? 1 : 2);
    int least = f.x < f.y ? (f.x < f.z ? 0 : 2) : (f.y < f.z ? 1 : 2);
    int middle = 3 - most - least;
    int first = from + step[most];
    found = (1.0 - f[most]) * entryAt(entries, from)
      + (f[most] - f[middle]) * entryAt(entries, first)
      + (f[middle] - f[least]) * entryAt(entries, first + step[middle])
      + f[least] * entryAt(entries, from + step.x + step.y + step.z);
  }
  return range.x + found * (range.y - range.x);
}
