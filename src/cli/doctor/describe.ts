import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import { formatSize } from '../../core/size.ts';
import type { SoundAbility } from '../../verify/trial.ts';
import type { Advice } from './advice.ts';
import type { TriedCodec } from './trials.ts';

/** All that a doctor says, a line each; as JSON, too. */
export interface Diagnosis {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly processors: number;
  /** Bytes. */
  readonly memory: number;
  /** Programs that wanted a processor, on average, before anything was tried; 0 where nobody counts. */
  readonly load: number;
  readonly browser: { readonly version: string; readonly path: string; readonly source: string };
  readonly graphics:
    | { readonly renderer: string; readonly backend: string; readonly maxTextureSize: number }
    | undefined;
  /** Whether a GPU draws, and why not. */
  readonly gpu: string;
  readonly tried: readonly string[];
  readonly codecs: readonly TriedCodec[];
  readonly sounds: SoundAbility;
  readonly use: Advice;
  readonly better: Advice | undefined;
  readonly seconds: number;
}

export function describeDiagnosis(found: Diagnosis): string[] {
  const { browser, graphics, sounds, use, better } = found;
  const gib = (found.memory / 2 ** 30).toFixed(0);
  return [
    `stillmotion ${found.version}, Node ${found.node}, ${found.platform}, ${found.processors} processors, ${gib} GiB`,
    `  browser   ${browser.version} (${browser.source}: ${browser.path})`,
    `  graphics  ${graphics ? `${graphics.backend}: ${graphics.renderer}` : 'none: nothing draws here'}`,
    `            ${found.gpu}`,
    ...found.tried.map((text) => `            tried ${text}`),
    ...(graphics
      ? [
          `  limits    pictures and frames of at most ${graphics.maxTextureSize} px a side are drawn`,
        ]
      : []),
    '  codecs    a few frames encoded and decoded; speed in frames/s, PSNR of the worst',
    ...(found.load > found.processors / 2
      ? [
          `            (other programs are at work, load ${found.load.toFixed(1)}: speeds are too low)`,
        ]
      : []),
    ...inOneWhereAllLack(found.codecs).map(describeTrial),
    `  sound     encodes ${list(sounds.encodes)}; decodes ${list(sounds.decodes)} (as the browser says)`,
    `  use       ${use.command}: ${use.why}`,
    better
      ? `  better    ${better.command}: ${better.why}`
      : '  better    nothing that we know of: it is as good as this machine gives',
    `  looked at in ${found.seconds.toFixed(1)} s`,
  ];
}

interface Line extends Omit<TriedCodec, 'size'> {
  readonly size: string;
}

/** Hardware that has a codec at no size is told of once. */
function inOneWhereAllLack(tried: readonly TriedCodec[]): Line[] {
  const works = (each: TriedCodec) => each.outcome.works || each.outcome.because === 'failed';
  const without = (codec: string) =>
    !tried.some((each) => each.codec === codec && each.hardware && works(each));
  const told = new Set<string>();
  return tried.flatMap(({ size, ...each }) => {
    const { codec, hardware } = each;
    if (!hardware || !without(codec)) return [{ ...each, size: formatSize(size) }];
    if (told.has(codec)) return [];
    told.add(codec);
    return [{ ...each, size: 'any size' }];
  });
}

const OUTCOMES = { missing: 'none', failed: 'FAILED', untried: 'not tried' } as const;

function describeTrial({ codec, size, hardware, depth, rolled, format, outcome }: Line): string {
  const { takes } = findCodec(codec);
  const { label } = format === undefined ? findCodec(codec) : findContainer(format);
  const program = rolled ? 'ours' : 'program';
  const by = takes === 'planes' ? (hardware ? 'hardware' : program) : format ? 'film' : 'picture';
  const bits = depth === undefined ? '' : ` ${depth} bits`;
  const what = `            ${(label + bits).padEnd(14)} ${size.padEnd(10)} ${by.padEnd(9)}`;
  if (!outcome.works) return `${what} ${OUTCOMES[outcome.because]}: ${outcome.why}`;
  const { encodes, decodes, psnr, exact, colors } = outcome;
  const speed = `${speedOf(encodes)} encoded, ${speedOf(decodes)} decoded`;
  const near = psnr === null ? 'every sample the same' : `${psnr.toFixed(1)} dB`;
  if (exact === undefined) return `${what} ${speed}, ${near}`;
  const tags = exact
    ? 'tagged as it is'
    : `TAGGED ${[colors?.primaries, colors?.transfer, colors?.matrix].join(', ')}, ${colors?.fullRange ? 'full' : 'limited'} range`;
  return `${what} ${speed}, ${near}, ${tags}`;
}

function speedOf(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : rate.toFixed(0);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
