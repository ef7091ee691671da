// What scripts/encoder-tries.mjs tells the browser's encoders. Of each try some points, coarse to fine.

const AV1 = 'av01.0.08M.08.0.110.01.01.01.0';
const VP9 = 'vp09.00.30.08.01.01.01.01.00';
const [BASELINE, MAIN, HIGH] = ['avc1.42001f', 'avc1.4d001f', 'avc1.64001f'];

/** Quantizers of VP9 and AV1 in `standard` and `high`, and one between. */
const QUANTIZERS = [80, 44, 24];

/**
 * @param shares of each of the quantizers: of the key frame, and of the frames behind it, which repeat: in three layers the
 *   top, the middle, the top and the ground
 */
function quantized(name, shares, told = {}) {
  const points = QUANTIZERS.map((quantizer) => ({
    quantizers: shares.map((share) => share * quantizer),
    ...told,
  }));
  return [
    { codec: 'av1', string: AV1, name, points },
    { codec: 'vp9', string: VP9, name, points },
  ];
}

/** OpenH264 has a quantizer of its own at either end of its bit rates: the coarse and the fine one. */
const ENDS = [1000, 7_400_000];
const RATES = [300_000, 1_000_000, 3_000_000];

function h264(name, told, { string = HIGH, rates = ENDS } = {}) {
  const points = rates.map((bitrate) => ({ bitrate, ...told }));
  return [{ codec: 'h264', string, name, points }];
}

const SCREEN = { contentHint: 'detail' };
const [TWO, THREE] = [{ scalabilityMode: 'L1T2' }, { scalabilityMode: 'L1T3' }];

/** The first of each codec is what the others are compared with. */
export const TRIES = [
  ...quantized('as it is', [1, 1]),
  ...quantized('key frame finer, 0.6', [0.6, 1]),
  ...quantized('key frame coarser, 1.3', [1.3, 1]),
  ...quantized('`realtime`', [1, 1], { latencyMode: 'realtime' }),
  ...quantized('`detail`', [1, 1], SCREEN),
  ...quantized('`motion`', [1, 1], { contentHint: 'motion' }),
  ...quantized('every fourth 0.8, others 1.3', [0.8, 1.3, 1.3, 1.3, 0.8]),
  ...quantized('every other 0.8, others 1.2', [0.8, 1.2, 0.8]),
  ...quantized('`L1T2`, all alike', [1, 1, 1], TWO),
  ...quantized('`L1T2`: 0.7; 1.4', [0.7, 1.4, 0.7], TWO),
  ...quantized('`L1T3`, all alike', [1, 1, 1, 1, 1], THREE),
  ...quantized('`L1T3`: 0.8; 1, 1.2', [0.8, 1.2, 1, 1.2, 0.8], THREE),
  ...quantized('`L1T3`: 0.8; 1.2, 1.6', [0.8, 1.6, 1.2, 1.6, 0.8], THREE),
  ...quantized('`L1T3`: 0.6; 1, 1.4', [0.6, 1.4, 1, 1.4, 0.6], THREE),
  ...h264('as it is', SCREEN),
  ...h264('main profile', SCREEN, { string: MAIN }),
  ...h264('baseline', SCREEN, { string: BASELINE }),
  ...h264('`realtime`', { ...SCREEN, latencyMode: 'realtime' }),
  ...h264('`constant`', { ...SCREEN, bitrateMode: 'constant' }),
  ...h264('`prefer-software`', { ...SCREEN, hardwareAcceleration: 'prefer-software' }),
  ...h264('`prefer-hardware`', { ...SCREEN, hardwareAcceleration: 'prefer-hardware' }),
  ...h264('`L1T2`', { ...SCREEN, ...TWO }),
  ...h264('`L1T3`', { ...SCREEN, ...THREE }),
  ...h264('`motion`, by bits', { contentHint: 'motion' }, { rates: RATES }),
  ...h264('no hint, by bits', {}, { rates: RATES }),
  ...h264('no hint, `L1T3`, by bits', THREE, { rates: RATES }),
  { codec: 'h264', string: HIGH, name: 'a quantizer', points: [{ quantizers: [26, 26] }] },
];
