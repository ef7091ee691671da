// The image where it is drawn smaller than its texture (src/engines/scaled does the same in Y′CbCr): between the two of its levels whose texels are as large as a
// pixel is there; and where a pixel covers an ellipse, several places along the longer axis of that.
// Set by the renderer: LEVELS where the film ever draws the image smaller than its texture.

// A pixel that covers more than so many times as much along one axis is blurred along the other.
const float MOST_PLACES = 8.0;

// The level of a single texel.
float lastLevelOf(vec2 size) {
  return floor(log2(max(size.x, size.y)) + 1.0 / 1024.0);
}

// What a pixel covers of the image.
struct Covered {
  float places; // at which the image is looked at
  vec2 reach; // from the middle one of them to the last, texels
  float level; // which level has texels of that size; between two of them
};

// alongX, alongY: how far each coordinate of a place goes from a pixel to the next ones, texels: the rows of a matrix
// whose singular values are the axes of the ellipse that a round pixel covers.
Covered coveredBy(vec2 alongX, vec2 alongY, vec2 size) {
  float xx = rounded(alongX.x * alongX.x) + rounded(alongX.y * alongX.y);
  float yy = rounded(alongY.x * alongY.x) + rounded(alongY.y * alongY.y);
  float xy = rounded(alongX.x * alongY.x) + rounded(alongX.y * alongY.y);
  float mean = 0.5 * (xx + yy);
  float apart = lengthOf(vec2(0.5 * (xx - yy), xy));
  float longer = sqrt(mean + apart);
  float shorter = max(sqrt(max(mean - apart, 0.0)), 1.0);
  float places = clamp(ceil(longer / shorter - 1.0 / 64.0), 1.0, MOST_PLACES);
  float width = max(longer / places, shorter); // what each of them covers
  vec2 axis = xx > yy ? vec2(mean + apart - yy, xy) : vec2(xy, mean + apart - xx);
  vec2 reach = 0.5 * max(longer - width, 0.0) * axis / max(lengthOf(axis), 1e-9);
  return Covered(places, reach, min(log2Of(width), lastLevelOf(size)));
}

// place: in shares of the image; levels: a finer one and a coarser one
vec4 betweenLevels(sampler2D image, vec2 place, vec2 levels, float share) {
#ifdef CUBIC
  vec2 size = vec2(textureSize(image, 0));
  vec4 finer = levels.x == 0.0 ? cubicAt(image, place * size, 1.0 / size) : levelAt(image, place, levels.x);
#else
  vec4 finer = levelAt(image, place, levels.x);
#endif
  return mixOf(finer, levelAt(image, place, levels.y), share);
}

// place: in texels
// block: what a pixel nearby covers, the same one for a whole block of them. llvmpipe takes a level for four pixels
// at once from the first of them, so that which two levels are looked at must not change among them.
vec4 shrunkAt(sampler2D image, vec2 place, Covered covered, Covered block) {
  vec2 size = vec2(textureSize(image, 0));
  float finer = floor(block.level);
  vec2 levels = vec2(finer, min(finer + 1.0, lastLevelOf(size)));
  // Rounded as places are: logarithms differ from renderer to renderer.
  float share = floor(clamp(covered.level - finer, 0.0, 1.0) * 256.0 + 0.5) / 256.0;
  vec4 sum = vec4(0.0);
  for (float i = 0.0; i < covered.places; i++) {
    float along = 2.0 * i / max(covered.places - 1.0, 1.0) - 1.0; // −1 … 1; one place reaches nowhere
    sum += betweenLevels(image, (place + along * covered.reach) / size, levels, share);
  }
  return sum / covered.places;
}
