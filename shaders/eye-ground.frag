#version 300 es
// The built-in picture: a right eye-ground (fundus) as a camera would see it, drawn from nothing. The functions that end in Of,
// `rounded` and `kept` stand before it (rounded.glsl, powers.glsl, turns.glsl, alike.glsl): every renderer draws the same samples.
// Lengths are fractions of the fundus radius, origin in its centre, x to the right (nasal), y downwards.
precision highp float;
precision highp int;

uniform vec2 size;         // of the picture, px
invariant out vec4 color;  // opaque, sRGB-encoded

const vec2 opticDisc = vec2(.43, -.03);
const vec2 fovea = vec2(-.25, .05);

// Vessels, a row each, as polar curves about the optic disc: rrθθθ at 0, .04, .16, .36, .64, 1 and 1.44 from it.
// r is the calibre (the half width is r²/10000), θ the degrees from the raphe (the line from disc to fovea).
// A branch shares its parent's course up to where it leaves. No vessel crosses the raphe.
const int KNOTS = 7;
const int VESSELS = 7;  // of a kind, in each half
const int course[] = int[](
  // superior veins
  12088, 12087, 11080, 10066,  9050,  8035,  6021,
   6088,  6087,  6080,  6066,  6030,  1012,     6,
   9088,  9087,  9083,  8074,  7063,  6062,  5056,
   6088,  6087,  6080,  6066,  6051,  6017,  4002,
   9092,  9093,  9103,  8122,  7126,  6132,  6132,
   6092,  6098,  6122,  6148,  5150,  4160,  4160,
   6092,  6093,  6103,  6106,  5110,  5114,  5114,
  // superior arteries
  10076, 10080, 10088,  9074,  8057,  7042,  5026,
   6060,  6055,  6045,  5034,  4017,  1011,     8,
   8076,  8080,  8088,  8082,  7078,  6068,  5072,
   6076,  6080,  6088,  6074,  6058,  5022,  3006,
   8088,  8092,  8108,  7134,  6142,  6144,  6144,
   6095,  6110,  6140,  5162,  5166,  4160,  4160,
   5076,  5080,  5088,  5095,  4092,  4090,  4090,
  // inferior veins
  12088, 12086, 11084, 10071,  9054,  8039,  6024,
   6088,  6086,  6084,  6066,  6030,  2013,     6,
   9088,  9086,  9086,  8082,  7070,  6058,  5052,
   6088,  6086,  6084,  6071,  6056,  6018,  4002,
   9092,  9094,  9106,  8120,  7122,  6130,  6132,
   6092,  6104,  6136,  6154,  5160,  4164,  4164,
   6092,  6094,  6106,  6108,  5100,  5098,  5098,
  // inferior arteries
  10088, 10092, 10090,  9064,  8046,  7029,  5012,
   5060,  5050,  5042,  5027,  4019,  1012,     8,
   8088,  8092,  8092,  8088,  7080,  6068,  5062,
   6088,  6092,  6090,  6064,  6048,  5048,  5034,
   8090,  8096,  8112,  7132,  6134,  6136,  6140,
   6095,  6120,  6148,  5166,  5168,  4164,  4164,
   5088,  5092,  5094,  5102,  4094,  4090,  4090
);

float px;  // one pixel, in fundus radii

// Integers only, so that every machine draws the same eye; constant shifts only, which software rasterisers like.
uint hash(uint n) {
  n = (n ^ (n >> 16)) * 0x7feb352du;
  n = (n ^ (n >> 15)) * 0x846ca68bu;
  return n ^ (n >> 16);
}

// Two independent smooth fields, −1 … 1, with features of about one unit.
vec2 noise(vec2 p) {
  vec2 cell = floor(p), f = p - cell;
  f = f * f * (3. - 2. * f);
  uint c = uint((int(cell.x) + 4096) * 8192 + int(cell.y));
  uvec4 n = uvec4(hash(c), hash(c + 8192u), hash(c + 1u), hash(c + 8193u));
  vec4 a = vec4(ivec4(n & 65535u)), b = vec4(ivec4(n >> 16));
  vec4 rows = mixOf(vec4(a.xz, b.xz), vec4(a.yw, b.yw), f.x);
  return rounded(mixOf(rows.xz, rows.yw, f.y) * (1. / 32767.5)) - 1.;
}

// A place as a vessel sees it: how far off its axis and along it, with the gradients of both.
struct Vessel { float off, along; vec2 dOff, dAlong; float calibre; uint name; };

// (distance to the vessel's wall, negative inside; half width)
vec2 wallOf(Vessel v) {
  float h = v.calibre * v.calibre * 1e-4;
  return v.calibre > 1. ? vec2(rounded(abs(v.off) - h), h) : vec2(9, .001);
}

// Optical density of the blood in a vessel, 0 … 1: rounded across, thin vessels paler, never narrower than a pixel,
// with the light reflex along the crest.
float blood(vec2 wall, float reflex) {
  float h = wall.y, d = wall.x + h, wide = max(h, .6 * px), edge = .22 * wide + .6 * px;
  float crest = reflex * max(1. - rounded(5. * d * d) / (h * h), 0.) * clamp(.5 * h / px - .5, 0., 1.);
  float pale = rounded(h / wide * h / (h + .0011));
  return pale * rounded((1. - smoothstepOf(wide - edge, wide + edge, d)) * (1. - crest));
}

// Density of blood in the veins (kind 0) or arteries (1) at a place seen from the optic disc. `supply` thins them.
float bloodAt(vec2 place, int kind, float supply) {
  vec2 raphe = vec2(-.9931506, .1168412);  // fovea - opticDisc, of length 1
  float below = rounded(raphe.y * place.x) - rounded(raphe.x * place.y), r = lengthOf(place);
  float angle = atanOf(abs(below), dotOf(place, raphe));

  // The courses are quadratic B-splines over √r, which is i + t − ½ here
  float root = min(5. * sqrt(r), 6.), i = floor(root + .5), t = rounded(root + .5) - i;
  ivec3 at = clamp(int(i) + ivec3(-1, 0, 1), 0, KNOTS - 1);
  vec3 weight = vec3(.5 * (1. - t) * (1. - t), .5 + t - rounded(t * t), .5 * t * t), slope = vec3(t - 1., 1. - 2. * t, t);
  vec2 trunk = vec2(9, .001), gap = vec2(9);  // wall of the nearest, and how far the next are on either side
  Vessel nearest = Vessel(9., 0., vec2(1, 0), vec2(0, 1), 0., 0u);
  int first = ((below < 0. ? 0 : 2) + kind) * VESSELS * KNOTS;
  for (int last = first + VESSELS * KNOTS; first < last; first += KNOTS) {
    vec3 knots = vec3(course[first + at.x], course[first + at.y], course[first + at.z]);
    vec3 calibres = floor(knots * 1e-3), angles = rounded(knots - calibres * 1e3) * .01745329;
    float aside = angle - dotOf(angles, weight), m = aside - rounded(.5 * root * dotOf(angles, slope));
    float n = 1. / sqrt(1. + rounded(m * m)), off = r * aside * n;  // (m, 1) being the gradient of r · aside
    Vessel v = Vessel(off, r - rounded(m * n * off), vec2(m, 1) * n, vec2(1, -m) * n * n, dotOf(calibres, weight) * supply,
        uint(first));
    vec2 own = wallOf(v);
    if (own.x < min(gap.x, gap.y)) nearest = v;
    if (off > 0.) gap.x = min(gap.x, own.x); else gap.y = min(gap.y, own.x);
    float k = .6 * min(own.y, trunk.y), h = clamp(.5 + rounded(.5 * (own.x - trunk.x)) / k, 0., 1.);
    trunk = mixOf(own, trunk, h) - vec2(rounded(k * h * (1. - h)), 0);  // rounds the crotch of a fork
  }
  float density = blood(trunk, kind == 0 ? .18 : .5);

  // Twigs of the nearest vessel, and theirs: one to each stretch of `pitch` on each side, by chance. They peter out at
  // the watershed between two vessels and at the raphe.
  nearest.calibre *= rounded(smoothstepOf(0., .1, abs(below)) * smoothstepOf(.14, .25, r));
  float territory = .5 * (gap.x + gap.y);
  uint level = 3u;  // any start will do: this one's twigs looked best
  for (float pitch = .14; pitch > max(.02, 2. * px); pitch *= .4) {
    Vessel v = nearest;
    float side = v.off < 0. ? -1. : 1., off = abs(v.off), habit = fract(rounded(float(v.name) * .137) + rounded(side * .29));
    float lean = .3 + rounded(.6 * habit), bend = 1.6 * rounded(habit - .4);
    float start = v.along - rounded(off * rounded(lean + rounded(bend * off)));
    float cell = floor(start / pitch);
    uint chance = hash(uint(int(cell + side * 99.)) + v.name * 512u + level);
    vec4 c = vec4(ivec4(chance & 255u, chance >> 8 & 255u, chance >> 16 & 255u, chance >> 24)) * (1. / 255.);
    float skew = rounded(c.z - .5) * .2, curl = rounded(c.w - .5) * .8;
    vec2 gradient = v.dAlong - rounded(side * rounded(lean + skew + rounded(2. * rounded(bend + curl) * off)) * v.dOff);
    float n = 1. / lengthOf(gradient), extent = min(c.y * min(v.calibre * .4, 2.6) * pitch, territory);
    float stem = rounded(rounded(rounded(cell + .35) + rounded(.3 * c.x)) * pitch);
    nearest.off = rounded(start - stem - rounded(rounded(skew + rounded(curl * off)) * off)) * n;
    nearest.along = off;
    nearest.dOff = gradient * n;
    nearest.dAlong = side * v.dOff;
    float left = max(1. - off / (extent + 1e-6), 0.);
    nearest.calibre = c.y < .15 ? 0. : min(v.calibre * .7, 2.6 + rounded(10. * extent)) * sqrt(left);
    density = max(density, blood(wallOf(nearest), 0.));
    territory = 9.;
    level += 20000u;
  }
  return density;
}

// About exp(−x²), and nothing beyond 2; software rasterisers are slow at exp.
float bell(float x) {
  x = rounded(x);
  x = max(1. - rounded(.25 * x * x), 0.);
  x *= x;
  return x * x;
}

void main() {
  float shortSide = min(size.x, size.y), radius = min(.47 * shortSide, .5 * shortSide - 1.);  // px; edges stay black
  px = 1. / radius;
  vec2 p = rounded((gl_FragCoord.xy - .5 * size) * px), toDisc = rounded(p - opticDisc);
  float rim = dotOf(p, p), limb = clamp((1. - sqrt(rim)) / max(px, .008), 0., 1.), r = rounded(lengthOf(toDisc) + 1e-6);
  color = vec4(0, 0, 0, 1);
  if (limb == 0.) return;

  // Octaves of noise with features of 1/3, 1/8, 1/21, 1/55, 1/150 and 1/390; last, nerve fibres that fan out from the
  // disc. (The count is no constant, lest a compiler unrolls the loop and takes longer than the drawing.)
  vec2 n[7], u = rounded(p * 3.) + 50., fan = toDisc / r;
  fan += rounded(.45 * r * (1. - fan.x)) * rounded(vec2(1, -1) * fan.yx * sign(fan.y));
  float f = 3.;
  int octaves = limb > 0. ? 7 : 0;
  for (int i = 0; i < octaves; ++i) {
    n[i] = noise(rounded(i < 6 ? u : rounded(fan * 36.) + 90.)) * clamp(1.6 - rounded(2. * f * px), 0., 1.);
    u = turnedBy(vec2(2.1, 1.6), u);
    f = i < 5 ? f * 2.64 : 30.;
  }

  // Veins, then arteries: each wind in their own way, and less where the disc holds them
  float toFovea = lengthOf(p - fovea), supply = smoothstepOf(.06, .2, toFovea), pool[2];
  int kinds = min(octaves, 2);
  for (int kind = 0; kind < kinds; ++kind) {
    float mirror = kind == 0 ? 1. : -1.;
    vec2 winding = rounded(rounded(rounded(.05 * n[0]) + rounded(.012 * n[1] * mirror)) * smoothstepOf(.1, .6, r));
    winding = rounded(winding + rounded(.004 * mirror * n[2])) + rounded(.0016 * n[3]);
    vec2 centre = kind == 0 ? vec2(.012, 0) : vec2(.024, .006);
    pool[kind] = bloodAt(toDisc - centre + (kind == 0 ? winding : winding.yx), kind, supply);
  }

  // Optical density of pigment epithelium and choroid, less the sheen of the nerve fibres
  float choroid = abs(n[1].y + rounded(.6 * n[2].x)) - .4, grain = rounded(n[3].x * .4) + rounded(n[4].x * .8) + n[5].x;
  vec3 density = rounded(vec3(.28, .42, .50) * rim * rim);
  density -= rounded(rounded(vec3(.03, .07, .05) * n[0].x) + rounded(vec3(-.02, .03, .06) * n[0].y));
  density += rounded(rounded(vec3(.03, .09, .12) * choroid * (.25 + rim)) - rounded(vec3(.014, .028, .032) * grain));
  float sheen = rounded(rounded(bell((r - .15) * 2.2) * fan.y * fan.y) * (1. + rounded(.3 * n[6].x)));
  density -= rounded(vec3(.03, .15, .22) * sheen);
  density += rounded(rounded(vec3(.05, .16, .18) * bell(toFovea * 2.8)) + rounded(vec3(.12, .40, .60) * bell(toFovea * 8.5)));
  density = rounded(density);

  // Optic disc: pinker towards the nose, the pale cup off its centre towards the macula
  float margin = rounded(lengthOf(toDisc * vec2(8, 7.1)) + rounded(.03 * n[1].x)), inDisc = 1. - smoothstepOf(.94, 1.06, margin);
  float cup = lengthOf(rounded(toDisc * vec2(16.7, 14)) + vec2(.37, .06)) + rounded(.06 * n[2].x);
  density -= rounded(vec3(.06, .18, .16) * bell(max(margin - 1., 0.) * 1.9));
  vec3 nerve = mixOf(vec3(1., .79, .54), vec3(.98, .65, .45), clamp(.5 + rounded(5. * toDisc.x), 0., 1.));
  nerve = mixOf(vec3(1., .95, .74), nerve, smoothstepOf(.5, 1.3, cup)) - rounded(vec3(.02, .10, .10) * bell((margin - 1.) * 4.5));

  color.rgb = mixOf(vec3(.88, .37, .235) * expOf(-density), nerve, inDisc);
  vec3 bloodDensity = rounded(vec3(.19, .88, .48) * pool[0]) + rounded(vec3(.07, .52, .36) * pool[1]);
  color.rgb *= expOf(-bloodDensity * (1. + rounded(vec3(.1, .3, .7) * inDisc)));
  color.rgb += rounded(vec3(.14, .098, .07) * bell(toFovea * 120.));
  color.rgb *= limb * (1. + rounded(6e-5 * float(int(hash(uint(gl_FragCoord.x) + uint(gl_FragCoord.y) * 8192u) >> 24) - 128)));
  color = kept(color);
}
