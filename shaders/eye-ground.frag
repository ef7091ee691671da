#version 300 es
// The built-in picture: a right eye-ground (fundus) as a camera would see it, drawn from nothing.
// Lengths are fractions of the fundus radius, origin in its centre, x to the right (nasal), y downwards.
precision highp float;
precision highp int;

uniform vec2 size;  // of the picture, px
out vec4 color;     // opaque, sRGB-encoded

const vec2 opticDisc = vec2(.43, -.03);
const vec2 fovea = vec2(-.25, .05);

// Vessels, a row each, from the optic disc outwards. A point is ±rrxxxyyy: + artery, − vein; calibre r, the vessel's
// half width being r²/10000 of the fundus radius; x and y in thousandths of the fundus diameter from its top left.
// No vessel crosses the horizontal raphe or the vertical through the disc, so a pixel need only look at its quadrant.
const int POINTS = 7;   // of a row
const int VESSELS = 7;  // of a quadrant
const int vessels[] = int[](
  // superior temporal
  -12716486, -12723440, -11700360, -11610262, -10430222,  -8240232,  -6040360,
   10706486,  10700440,  10668352,   9590290,   8450196,   7240206,   5030290,
   -8655308,  -7600316,  -7540330,  -6490372,  -5440392,  -4400420,  -2385462,
    7700470,   6670425,   6600432,   5540412,   4480440,   4440450,   2415482,
   -9600276,  -8560236,  -8520170,  -7450130,  -6400080,  -5340060,  -5260010,
    8668352,   8640270,   7620210,   7600140,   6560090,   6550030,   6540001,
   -7330224,  -6280250,  -6220300,  -5180330,  -4160390,  -3130420,  -2120470,
  // superior nasal
  -11718484, -11740450,  -9775400,  -8800330,  -8840260,  -7850190,  -6880120,
    9722482,   9750440,   8770370,   7830320,   7860260,   6920220,   6960180,
   -7722484,  -7770455,  -6820440,  -6870400,  -5910390,  -5960350,  -5999330,
    6722484,   6770470,   6820460,   5870440,   5910440,   5950420,   4999420,
   -7790360,  -6780290,  -6790220,  -5770160,  -5780100,  -5770050,  -5770010,
    6760400,   6755330,   5765270,   5750210,   5755150,   4750090,   4745040,
   -6845260,  -5870240,  -5890230,  -4920190,  -4950180,  -3970160,  -3999140,
  // inferior temporal
  -12716488, -12708540, -11690620, -11610720, -10450790,  -8280780,  -6080690,
   10708488,  10716540,  10700640,   9590750,   8470760,   7260820,   5080770,
   -8660675,  -7610690,  -7540680,  -6480650,  -5440640,  -4410610,  -2395575,
    7700500,   6670560,   6600560,   5540580,   4480560,   4440570,   2415550,
   -9600740,  -8570790,  -8510840,  -7450900,  -6400930,  -5360970,  -5330999,
    8690650,   8660750,   7640810,   7600880,   6590930,   6560970,   6550999,
   -7330790,  -6280760,  -6220710,  -5180690,  -4160630,  -3130600,  -2120570,
  // inferior nasal
  -11718488, -11740530,  -9775590,  -8800660,  -8840730,  -7850800,  -6880870,
    9722488,   9750540,   8770620,   7830670,   7860730,   6920770,   6960810,
   -7722488,  -7770525,  -6820540,  -6870580,  -5910590,  -5960630,  -5999650,
    6722488,   6770510,   6820520,   5870540,   5910540,   5950560,   4999560,
   -7790640,  -6780710,  -6790780,  -5770840,  -5780900,  -5770950,  -5770990,
    6760600,   6755670,   5765730,   5750790,   5755850,   4750910,   4745960,
   -6845740,  -5870760,  -5890770,  -4920810,  -4950820,  -3970840,  -3999860
);

float px;  // one pixel, in fundus radii

// PCG: integers only, so that every machine draws the same eye.
uint pcg(uint n) {
  n = n * 747796405u + 2891336453u;
  n = ((n >> ((n >> 28) + 4u)) ^ n) * 277803737u;
  return n ^ (n >> 22);
}

// Two independent smooth fields, −1…1, with features of about one unit.
vec2 noise(vec2 p) {
  vec2 cell = floor(p), f = p - cell;
  f = f * f * f * (f * (f * 6. - 15.) + 10.);
  uvec2 c = uvec2(ivec2(cell) + 4096);
  uvec2 column = uvec2(pcg(c.x), pcg(c.x + 1u));
  uvec4 h = uvec4(pcg(column.x + c.y), pcg(column.y + c.y), pcg(column.x + c.y + 1u), pcg(column.y + c.y + 1u));
  vec4 a = vec4(h & 65535u), b = vec4(h >> 16);
  vec2 top = mix(vec2(a.x, b.x), vec2(a.y, b.y), f.x), bottom = mix(vec2(a.z, b.z), vec2(a.w, b.w), f.x);
  return mix(top, bottom, f.y) / 32767.5 - 1.;
}

// Point i of the table: place, calibre.
vec3 point(int i) {
  float n = abs(float(vessels[i])), r = floor(n * 1e-6), x = floor((n -= r * 1e6) * 1e-3);
  return vec3(vec2(x, n - x * 1e3) / 500. - 1., r);
}

// A vessel's piece: quadratic Bézier curve in place and calibre.
struct Piece { vec3 a, b, c; };

vec3 along(Piece v, float t) { return mix(mix(v.a, v.b, t), mix(v.b, v.c, t), t); }

bool reaches(Piece v, vec2 p, float margin) {
  vec2 d = p - v.b.xy, a = v.a.xy - v.b.xy, c = v.c.xy - v.b.xy;
  return dot(d, d) < 1.3 * max(dot(a, a), dot(c, c)) + 4.3 * margin * margin;
}

// Keeps in `wall` what is nearer to p: (distance to the wall of the vessel, negative inside; half width).
void trace(Piece v, vec2 p, inout vec2 wall) {
  vec2 chord = v.c.xy - v.a.xy, bend = v.a.xy - 2. * v.b.xy + v.c.xy;
  float t = clamp(dot(p - v.a.xy, chord) / dot(chord, chord), 0., 1.);
  for (int i = 0; i < 2; ++i) {  // Newton, on the foot of the perpendicular
    vec2 d = along(v, t).xy - p, slope = 2. * (mix(v.b.xy - v.a.xy, v.c.xy - v.b.xy, t));
    float s = dot(slope, slope);
    t = clamp(t - dot(d, slope) / max(s + 2. * dot(d, bend), .3 * s), 0., 1.);
  }
  vec3 q = along(v, t);
  float r = q.z * q.z * 1e-4, s = distance(q.xy, p) - r;
  if (s < wall.x) wall = vec2(s, r);
}

// A branch of a piece: leaves it on one side, bends with the stream and towards the fovea, but never into it.
Piece branch(Piece v, uint seed, float side) {
  vec4 h = vec4((uvec4(seed) >> uvec4(0, 8, 16, 24)) & 255u) / 255.;
  vec3 root = along(v, .2 + .6 * h.x);
  vec2 stream = normalize(v.c.xy - v.a.xy), across = vec2(-stream.y, stream.x) * side;
  float reach = .07 + .2 * h.y * h.y;
  vec2 mid = root.xy + reach * (.35 * stream + (.35 + .2 * h.z) * across);
  vec2 tip = mid + reach * ((.2 + .4 * h.w) * stream + (.9 - .6 * h.z) * across * .7);
  vec2 off = tip - fovea;
  tip = fovea + off * max(1., .16 * inversesqrt(dot(off, off)));
  float r = min(root.z * .7, 5.);
  return Piece(vec3(root.xy, r), vec3(mid, r * .8), vec3(tip, 1.5));
}

// Density of blood at a distance from a vessel's wall: 0 … 1, thin vessels paler, never narrower than a pixel.
float blood(vec2 wall) {
  float r = wall.y, wide = max(r, .6 * px), edge = .3 * wide + .5 * px;
  return (r / wide) * (r / (r + .0012)) * smoothstep(wide + edge, wide - edge, wall.x + r);
}

void main() {
  float shortSide = min(size.x, size.y), radius = min(.47 * shortSide, .5 * shortSide - 1.);  // px; edges stay black
  px = 1. / radius;
  vec2 p = (gl_FragCoord.xy - .5 * size) * px;
  float limb = clamp((1. - length(p)) / max(px, .008), 0., 1.);
  color = vec4(0, 0, 0, 1);
  if (limb == 0.) return;

  vec2 n3 = noise(p * 3.), n8 = noise(p * 8. + 7.), n20 = noise(p * 20. + 3.), n55 = noise(p * 55.), n150 = noise(p * 150.);
  vec2 q = p + .012 * n8 + .0035 * n20;  // the vessels' tortuosity

  // Vessels of this quadrant
  vec2 pool[2] = vec2[](vec2(9, .001), vec2(9, .001));  // arteries, veins
  float raphe = q.y - mix(opticDisc.y, fovea.y, (q.x - opticDisc.x) / (fovea.x - opticDisc.x));
  int quadrant = (raphe < 0. ? 0 : 2) + (q.x < opticDisc.x + .005 ? 0 : 1);
  for (int row = quadrant * VESSELS; row < (quadrant + 1) * VESSELS; ++row) {
    vec2 wall = vec2(9, .001);
    int first = row * POINTS;
    vec3 here = point(first), next = point(first + 1), a = here;
    for (int i = 1; i < POINTS - 1; ++i) {
      here = next;
      next = point(first + i + 1);
      vec3 c = i == POINTS - 2 ? next : .5 * (here + next);
      Piece main = Piece(a, here, c);
      a = c;
      if (!reaches(main, q, .25)) continue;
      uint seed = pcg(uint(first + i));
      for (int k = 0; k < 5; ++k) {
        Piece v = main;
        if (k > 0) { seed = pcg(seed); v = branch(v, seed, k < 3 ? 1. : -1.); }
        if (k == 2 || k == 4) { seed = pcg(seed); v = branch(v, seed, k < 3 ? -1. : 1.); }
        if (reaches(v, q, .016 + px)) trace(v, q, wall);
      }
    }
    int kind = vessels[first] > 0 ? 0 : 1;
    vec2 other = pool[kind];
    float k = .6 * min(wall.y, other.y), h = clamp(.5 + .5 * (wall.x - other.x) / k, 0., 1.);
    pool[kind] = mix(wall, other, h) - vec2(k * h * (1. - h), 0);
  }

  // Eye-ground without vessels
  float toFovea = distance(p, fovea), toDisc = length((p - opticDisc) / vec2(.118, .132));
  float dist2 = dot(p, p);
  vec3 ground = vec3(.87, .385, .235);
  ground *= exp(-vec3(.30, .42, .5) * dist2 * dist2);
  ground *= exp(vec3(.03, .06, .08) * (n3.x + .5 * n8.y + .35 * n20.y));
  ground *= exp(vec3(.02, .035, .04) * (n55.x + n150.y));
  ground *= exp(-vec3(.12, .38, .45) * exp(-toFovea * toFovea * 28.) - vec3(.12, .45, .7) * exp(-toFovea * toFovea * 160.));
  ground *= exp(vec3(.12, .3, .3) * exp(-max(toDisc - 1., 0.) * 1.4));
  
  vec3 discColour = mix(vec3(1., .92, .66), vec3(.97, .70, .44), smoothstep(.2, .85, length((p - opticDisc + vec2(.012, 0)) / vec2(.1, .11))));
  ground = mix(ground, discColour, smoothstep(1.06, .94, toDisc + .04 * n20.x));

  // Blood
  ground *= exp(-vec3(.07, .50, .42) * blood(pool[0]));
  ground *= exp(-vec3(.20, .80, .55) * blood(pool[1]));
  ground += .35 * exp(-toFovea * toFovea * 20000.) * vec3(1, .7, .5);
  color.rgb = ground * limb;
}
