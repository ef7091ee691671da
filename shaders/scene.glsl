// What stands at a pixel of the canvas: the one function behind the screen, stills and films.
// Set by the renderer: TEXEL_EXACT, WRAP_X, WRAP_Y, TITLE, OVERLAY.
precision highp float;
precision highp int;
precision highp sampler2D;

uniform sampler2D image;
uniform vec2 canvasSize; // px
uniform vec4 box; // where the image stands: left, top, width, height; px
uniform mat3 toTexel; // canvas px → texels of the image, as this frame moves it
uniform vec3 background; // sRGB

#ifdef TITLE
uniform sampler2D title; // coverage of the title, one row of texels a row of pixels
uniform float titleTop; // the canvas row of its first row, px
uniform float titleHeight; // px
uniform vec3 titleColor; // sRGB
uniform vec2 titlePanel; // left and right end of the panel behind an overlaid title, px
#endif

// Motions shift by half a turn at most, so an index is never a whole length away from the image.
int wrapped(int i, int length) {
  i = i < 0 ? i + length : i;
  return i < length ? i : i - length;
}

int column(int i, int width) {
#ifdef WRAP_X
  return wrapped(i, width);
#else
  return clamp(i, 0, width - 1);
#endif
}

int row(int i, int height) {
#ifdef WRAP_Y
  return wrapped(i, height);
#else
  return clamp(i, 0, height - 1);
#endif
}

// The image at a place counted in texels, where the first texel's centre is at 0.5.
vec3 imageAt(vec2 place) {
  ivec2 size = textureSize(image, 0);
#ifdef TEXEL_EXACT
  ivec2 i = ivec2(floor(place));
  return texelFetch(image, ivec2(column(i.x, size.x), row(i.y, size.y)), 0).rgb;
#else
  // Bilinear by hand: the filter of a GPU differs from maker to maker and can't wrap along one axis
  // alone. Places are rounded to 1/256 texel, so that float errors never reach the picture.
  vec2 p = floor((place - 0.5) * 256.0 + 0.5) / 256.0;
  vec2 whole = floor(p);
  vec2 weight = p - whole;
  int left = column(int(whole.x), size.x);
  int right = column(int(whole.x) + 1, size.x);
  int top = row(int(whole.y), size.y);
  int bottom = row(int(whole.y) + 1, size.y);
  vec3 upper = mix(texelFetch(image, ivec2(left, top), 0).rgb, texelFetch(image, ivec2(right, top), 0).rgb, weight.x);
  vec3 lower = mix(texelFetch(image, ivec2(left, bottom), 0).rgb, texelFetch(image, ivec2(right, bottom), 0).rgb, weight.x);
  return mix(upper, lower, weight.y);
#endif
}

// px: left top corner of the canvas at 0,0, pixel centres at .5; the last row and column repeat beyond.
vec3 scene(vec2 px) {
  px = min(px, canvasSize - 0.5);
  vec2 inBox = px - box.xy;
  bool inside = all(greaterThanEqual(inBox, vec2(0.0))) && all(lessThan(inBox, box.zw));
  vec3 color = inside ? imageAt((toTexel * vec3(px, 1.0)).xy) : background;
#ifdef TITLE
  float line = px.y - titleTop;
  if (line >= 0.0 && line < titleHeight) {
#ifdef OVERLAY
    if (px.x >= titlePanel.x && px.x < titlePanel.y) color *= 0.4;
#endif
    color = mix(color, titleColor, texelFetch(title, ivec2(px.x, line), 0).r);
  }
#endif
  return color;
}
