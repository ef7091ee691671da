import type { Adapter } from '../effect.ts';
import { placeOf, unsupported } from '../fault.ts';
import { callsOf, meaningful, tokenize } from '../tokens.ts';
import { uniformInputs } from './uniforms.ts';

// https://www.shadertoy.com/howto: `void mainImage(out vec4 fragColor, in vec2 fragCoord)`, rows upwards. Its
// channels are pictures: iChannel1 is the second one in a transition, and all others are the first.

const ENTRY = /\bvoid\s+mainImage\s*\(/g;

export const shadertoy: Adapter = {
  name: 'Shadertoy',
  recognises: (text) => text.search(ENTRY) !== -1,
  read(text, name, file) {
    const tokens = tokenize(text);
    refuseBuffers(text, file);
    const words = new Set(meaningful(tokens).map((token) => token.text));
    const goesByTime = ['iTime', 'iFrame', 'iTimeDelta', 'iDate', 'iGlobalTime'].some((word) =>
      words.has(word),
    );
    return {
      about: { name, summary: `the shader ${name}, in Shadertoy’s form`, families: [] },
      file,
      text,
      tokens,
      before: BEFORE,
      after: `vec4 effect(vec2 uv) {
  vec4 color = vec4(0.0);
  mainImage(color, vec2(uv.x, 1.0 - uv.y) * filmSize);
  return vec4(clamp(color.rgb, 0.0, 1.0), 1.0);
}`,
      words: WORDS,
      inputs: uniformInputs(text, tokens).filter(({ parameter }) => !GIVEN.test(parameter.name)),
      loop: goesByTime ? 'open' : 'still',
      pictures: words.has('iChannel1') ? 2 : 1,
      passes: [
        {
          scale: 1,
          samples: callsOf(tokens, 'mainImage', [
            'texture',
            'texture2D',
            'textureLod',
            'texelFetch',
          ]),
        },
      ],
    };
  },
};

/** Uniforms that it has anyway. */
const GIVEN = /^i[A-Z]/;

/** A buffer is a tab of its own there, and keeps what was drawn before. */
function refuseBuffers(text: string, file: string): void {
  const named = /\bBuf(?:fer)?\s?([A-D])\b/.exec(text);
  const [, second] = text.matchAll(ENTRY);
  const at = named?.index ?? second?.index;
  if (at === undefined) return;
  const which = named ? `Buffer ${named[1]}` : 'a second tab (mainImage)';
  throw unsupported(
    file,
    text,
    placeOf(text, at),
    `${which} would make a frame depend on those before it; only the tab Image is drawn here`,
  );
}

const WORDS = new Map([
  ['iTime', 'time'],
  ['iGlobalTime', 'time'],
  ['sampler2D', 'int'],
  ['texture', 'channelAt'],
  ['texture2D', 'channelAt'],
  ['textureLod', 'channelAt'],
  ['texelFetch', 'channelTexel'],
  ['textureSize', 'channelSize'],
]);

const BEFORE = `vec3 iResolution = vec3(filmSize, 1.0);
int iFrame = int(filmFrame);
float iTimeDelta = 1.0 / 30.0;
float iFrameRate = 30.0;
float iSampleRate = 44100.0;
vec4 iMouse = vec4(0.0);
vec4 iDate = vec4(2000.0, 0.0, 1.0, filmTime);
vec3 iChannelResolution[4] = vec3[4](vec3(filmSize, 1.0), vec3(filmSize, 1.0), vec3(filmSize, 1.0), vec3(filmSize, 1.0));
float iChannelTime[4] = float[4](filmTime, filmTime, filmTime, filmTime);
const int iChannel0 = 0;
const int iChannel1 = 1;
const int iChannel2 = 2;
const int iChannel3 = 3;
vec4 channelAt(int which, vec2 place) {
  vec2 at = vec2(place.x, 1.0 - place.y);
#ifdef SECOND
  if (which == 1) return to(at);
#endif
  return image(at);
}
vec4 channelAt(int which, vec2 place, float level) { return channelAt(which, place); }
vec4 channelTexel(int which, ivec2 place, int level) { return channelAt(which, (vec2(place) + 0.5) / filmSize); }
ivec2 channelSize(int which, int level) { return ivec2(filmSize); }`;
