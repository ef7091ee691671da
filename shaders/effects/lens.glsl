/*{
  "DESCRIPTION": "A magnifying glass that goes around over the picture",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "zoom", "TYPE": "float", "DEFAULT": 2, "MIN": 1, "MAX": 6, "DESCRIPTION": "how much it enlarges" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.22, "MIN": 0.03, "MAX": 0.6, "DESCRIPTION": "of the glass, as a share of the shorter side" },
    { "NAME": "centre", "TYPE": "point2D", "DEFAULT": [0.5, 0.5], "DESCRIPTION": "the middle of its way", "MIN": [0, 0], "MAX": [1, 1] },
    { "NAME": "path", "TYPE": "float", "DEFAULT": 0.22, "MIN": 0, "MAX": 0.5, "DESCRIPTION": "how far it goes, as a share of the shorter side" },
    { "NAME": "turns", "TYPE": "long", "DEFAULT": 1, "MIN": -8, "MAX": 8, "DESCRIPTION": "times around from the first frame to the last" }
  ]
}*/
vec4 effect(vec2 uv) {
  float side = min(size.x, size.y);
  float turn = 6.2831853 * float(turns) * progress;
  vec2 place = centre + path * vec2(cos(turn), sin(turn)) * side / size;
  vec2 p = (uv - place) * size / side;
  float far = length(p) * (1.0 / radius);
  float px = 1.0 / (radius * side);
  // Flat in the middle, steep at the rim, as a lens is.
  float outwards = clamp(far, 0.0, 1.0);
  float square = rounded(outwards * outwards);
  float steep = rounded(square * square) * outwards;
  float pull = mix(1.0 / zoom, 1.0, steep);
  vec4 inside = image(place + p * pull * side / size);
  vec4 outside = image(uv);
  float isInside = 1.0 - smoothstep(1.0 - px, 1.0 + px, far);
  float beside = max(rounded(length(p - rounded(vec2(0.02, 0.05) * radius * 4.0)) * (1.0 / radius)) - 0.98, 0.0) * 9.0;
  float shadow = 0.45 * exp(-beside * beside);
  vec3 rgb = outside.rgb * (1.0 - shadow * (1.0 - isInside));
  vec3 glass = inside.rgb * (1.0 - 0.25 * smoothstep(0.75, 1.0, far));
  float glint = smoothstep(0.5, 0.0, length(p * (1.0 / radius) - vec2(-0.42, -0.5))) * 0.22 * smoothstep(1.0, 0.85, far);
  glass += glint * inside.a * (1.0 - glass);
  float rim = smoothstep(0.955, 0.975, far) * isInside;
  float shine = 0.5 + 0.5 * dot(normalize(p + 1e-5), vec2(-0.6, -0.8));
  glass = mix(glass, mix(vec3(0.16), vec3(0.92), shine * shine) * inside.a, rim);
  return vec4(mix(rgb, glass, isInside), mix(outside.a, inside.a, isInside));
}
