// What stands at a pixel of the canvas: the one function behind the screen, stills and films.
// Set by the renderer: TEXEL_EXACT where pixels are texels, otherwise NEAREST, CUBIC or neither; by the part of
// the canvas that is drawn IMAGE_ONLY, or TITLE in its columns and rows, with TITLE_COLORS where glyphs
// bring colours of their own; TEXELS_X or TEXELS_Y where pixels are texels along one axis, so that nothing
// is filtered along it; OPAQUE where nothing of the image is transparent; by the motions PROJECTIVE, LEVELS (ONE_PLACE where a
// pixel is looked at in one), and
// BACKGROUND_X or BACKGROUND_Y where nothing lies beyond the image along an axis; SUBFRAMES where a pixel is the mean
// of so many, each of which covers 1 / SAMPLES of it along both axes; BACKDROP where the background is a picture, TRANSPARENT where there is none; EFFECTS where some stand behind this, composed
// as `effects`. cubic.glsl, levels.glsl behind powers.glsl, and light.glsl stand before this file where they are needed, rounded.glsl and texels.glsl always.
#ifdef TEXEL_EXACT
#undef LEVELS // nothing is drawn smaller
#endif

precision highp float;
precision highp int;
precision highp sampler2D;

uniform sampler2D image; // premultiplied
uniform vec2 canvasSize; // px
flat in vec4 box; // where the image stands: left, top, width, height; px
uniform vec2 texelSize; // 1 / size of the image's texture
#ifdef SUBFRAMES
uniform mat3 toTexels[SUBFRAMES];
mat3 toTexel; // one of them
#else
uniform mat3 toTexel; // canvas px → texels of the image, as this frame moves it
#endif
#ifdef ONE_PLACE
uniform float level; // whose texels are as large as what any pixel covers
#endif
uniform vec3 background; // sRGB
#ifdef BACKDROP
uniform sampler2D backdrop; // what stands on that behind the image, all over the canvas; premultiplied
#endif

#ifdef TITLE
uniform sampler2D title; // a texel a pixel: coverage of the title, or with TITLE_COLORS premultiplied RGBA
uniform float titleLeft; // the canvas column of its first column, px
uniform float titleTop; // the canvas row of its first row, px
uniform vec4 titlePaper; // premultiplied; transparent where the title stands on the background
uniform vec3 titleInk; // sRGB
#endif

// The image at a place counted in texels, where the first texel's centre is at 0.5. Beyond an edge the
// texture's own wrapping decides: on from the other edge, or the edge again.
vec4 imageAt(vec2 place) {
#ifdef TEXEL_EXACT
  // The level is named, as neighbouring texels of a target may be pixels far apart.
  return textureLod(image, place * texelSize, 0.0);
#elif defined(NEAREST)
  // A place on the border of two texels belongs to the second: float errors must not decide.
  return texture(image, (floor(place + 1.0 / 512.0) + 0.5) * texelSize);
#elif defined(CUBIC)
  return cubicAt(image, place, texelSize);
#else
  // Bilinear by hand: the filters of GPUs differ from maker to maker. Places are rounded to 1/256
  // texel, so that float errors never reach the picture.
  vec2 p = floor((place - 0.5) * 256.0 + 0.5) / 256.0;
  vec2 weight = fract(p);
  vec2 from = (p - weight + 0.5) * texelSize;
  vec2 to = from + texelSize;
#if defined(TEXELS_X)
  return mixOf(texture(image, from), texture(image, vec2(from.x, to.y)), weight.y);
#elif defined(TEXELS_Y)
  return mixOf(texture(image, from), texture(image, vec2(to.x, from.y)), weight.x);
#else
  vec4 upper = mixOf(texture(image, from), texture(image, vec2(to.x, from.y)), weight.x);
  vec4 lower = mixOf(texture(image, vec2(from.x, to.y)), texture(image, to), weight.x);
  return mixOf(upper, lower, weight.y);
#endif
#endif
}

// A pixel, as this frame moves it; projected, its place is what is before the last over that.
vec3 movedTo(vec2 px) {
  vec3 sum = rounded(toTexel[0] * px.x) + rounded(toTexel[1] * px.y);
  return rounded(rounded(sum) + toTexel[2]);
}

// The place of the image that a pixel shows, in texels. Behind the eye there is none: far away stands for it.
vec2 placeAt(vec2 px) {
  vec3 at = movedTo(px);
#ifdef PROJECTIVE
  return at.xy / max(at.z, 1.0 / 4096.0);
#else
  return at.xy;
#endif
}

// How far both coordinates of that place go from a pixel to the next on its right and below it, in texels: of an
// affine map the first two rows alone.
void footprintAt(vec2 px, vec2 place, out vec2 alongX, out vec2 alongY) {
  alongX = vec2(toTexel[0].x, toTexel[1].x);
  alongY = vec2(toTexel[0].y, toTexel[1].y);
#ifdef PROJECTIVE
  vec2 alongZ = vec2(toTexel[0].z, toTexel[1].z);
  float z = max(movedTo(px).z, 1.0 / 4096.0);
  alongX = (alongX - place.x * alongZ) / z;
  alongY = (alongY - place.y * alongZ) / z;
#endif
#ifdef SUBFRAMES
  alongX *= 1.0 / SAMPLES;
  alongY *= 1.0 / SAMPLES;
#endif
}

#ifdef LEVELS
// Four neighbouring texels of any target hold pixels of one such block.
const vec2 BLOCK = vec2(8.0, 4.0);

// What the middle of a pixel's block covers: of an affine map the same as the pixel.
Covered coveredInBlock(vec2 px, Covered covered) {
#ifdef PROJECTIVE
  vec2 middle = (floor(px / BLOCK) + 0.5) * BLOCK;
  vec2 alongX, alongY;
  footprintAt(middle, placeAt(middle), alongX, alongY);
  return coveredBy(alongX, alongY, 1.0 / texelSize);
#else
  return covered;
#endif
}
#endif

// The image as it is moved. Where nothing lies beyond an edge, a pixel is as transparent as the image leaves it
// uncovered, so that the edges of a turned image are no stairs.
vec4 movedAt(vec2 px) {
  vec2 place = placeAt(px);
#if defined(LEVELS) || defined(BACKGROUND_X) || defined(BACKGROUND_Y)
  vec2 alongX, alongY;
  footprintAt(px, place, alongX, alongY);
#endif
#ifdef LEVELS
#ifdef ONE_PLACE
  // A loop costs as much as looking at two more places, even where it looks at one.
  vec2 levels = min(floor(level) + vec2(0.0, 1.0), lastLevelOf(1.0 / texelSize));
  vec4 color = betweenLevels(image, place * texelSize, levels, fract(level));
#else
  Covered covered = coveredBy(alongX, alongY, 1.0 / texelSize);
  vec4 color = shrunkAt(image, place, covered, coveredInBlock(px, covered));
#endif
#else
  vec4 color = imageAt(place);
#endif
#ifdef OPAQUE
  // It is, but compilers can't know that: then alpha is filtered, divided by and multiplied with by all that follows.
  color.a = 1.0;
#endif
#if defined(BACKGROUND_X) || defined(BACKGROUND_Y)
  // One division for all pixels of an affine map.
  vec2 reach = 1.0 / max(vec2(lengthOf(alongX), lengthOf(alongY)), 1e-6);
  vec2 before = clamp(place * reach + 0.5, 0.0, 1.0);
  vec2 behind = clamp((1.0 / texelSize - place) * reach + 0.5, 0.0, 1.0);
#ifdef BACKGROUND_X
  color *= before.x * behind.x;
#endif
#ifdef BACKGROUND_Y
  color *= before.y * behind.y;
#endif
#endif
  return color;
}

#ifdef EFFECTS
// The image as effects show it, at a place in its box, 0 … 1; the left top corner is at 0,0.
vec4 effects(vec2 uv);

vec4 shownAt(vec2 px) {
  // Never beyond what bytes hold, as where it is kept in a texture.
  return clamp(effects((px - box.xy) * (1.0 / box.zw)), 0.0, 1.0);
}
#else
vec4 shownAt(vec2 px) {
  return movedAt(px);
}
#endif

// The colour of a pixel without the background, premultiplied.
// px: left top corner of the canvas at 0,0, pixel centres at .5; the last row and column repeat beyond.
vec4 scene(vec2 px) {
#ifdef IMAGE_ONLY
  return shownAt(px);
#else
  px = min(px, canvasSize - 0.5);
#ifdef TITLE
  vec4 print = texelFetch(title, ivec2(px - vec2(titleLeft, titleTop)), 0);
#ifdef TITLE_COLORS
  return titlePaper * (1.0 - print.a) + print;
#else
  return mixOf(titlePaper, vec4(titleInk, 1.0), print.r);
#endif
#else
  vec2 inBox = px - box.xy;
  bool inside = all(greaterThanEqual(inBox, vec2(0.0))) && all(lessThan(inBox, box.zw));
  return inside ? shownAt(px) : vec4(0.0);
#endif
#endif
}

#ifdef BACKDROP
vec3 backgroundAt(vec2 px) {
  vec4 color = levelAt(backdrop, px / canvasSize, 0.0);
  return color.rgb + background * (1.0 - color.a);
}
#else
vec3 backgroundAt(vec2 px) {
  return background;
}
#endif

// The background comes last: lays a premultiplied colour on it.
vec3 onBackground(vec4 color, vec2 px) {
#if defined(OPAQUE) && defined(IMAGE_ONLY) && !defined(BACKGROUND_X) && !defined(BACKGROUND_Y) && !defined(EFFECTS)
  return color.rgb;
#else
  return color.rgb + backgroundAt(px) * (1.0 - color.a);
#endif
}

// The same pixel without a background, premultiplied. A title stands still.
vec4 transparentScene(vec2 px) {
#if defined(SUBFRAMES) && !defined(TITLE)
  vec4 light = vec4(0.0);
  for (int i = 0; i < SUBFRAMES; i++) {
    toTexel = toTexels[i];
    vec4 seen = scene(px);
    if (seen.a > 0.0) light += vec4(linearOf(seen.rgb / seen.a) * seen.a, seen.a);
  }
  if (light.a == 0.0) return vec4(0.0);
  float alpha = light.a * (1.0 / float(SUBFRAMES));
  return vec4(encodedOf(light.rgb / light.a) * alpha, alpha);
#else
  return scene(px);
#endif
}

// The same pixel as it is seen where nothing can be transparent. A title stands still.
vec3 opaqueScene(vec2 px) {
#if defined(SUBFRAMES) && !defined(TITLE)
  vec3 light = vec3(0.0);
  for (int i = 0; i < SUBFRAMES; i++) {
    toTexel = toTexels[i];
    light += linearOf(onBackground(scene(px), px));
  }
  return encodedOf(light * (1.0 / float(SUBFRAMES)));
#else
  return onBackground(scene(px), px);
#endif
}
