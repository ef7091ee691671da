/** What takes a value: an option, a parameter of a motion or an effect. */
interface Typed {
  readonly kind: string;
  readonly unit?: string | undefined;
}

/** Units as people write them behind a number, by those that options count in. */
const UNITS: Readonly<Record<string, RegExp>> = {
  s: /^(s|sec|seconds?)$/i,
  ms: /^(ms|milliseconds?)$/i,
  px: /^px$/i,
  'px/s': /^px\/s$/i,
  'px a frame': /^px$/i,
  '°': /^(°|deg|degrees?)$/i,
  dB: /^db$/i,
  'frames/s': /^(fps|frames\/s)$/i,
  frames: /^frames?$/i,
  times: /^(x|times)$/i,
  turns: /^turns?$/i,
};

/** Other units that people write, and how many of the option's own each is. */
const CONVERTED: Readonly<Record<string, readonly (readonly [RegExp, number])[]>> = {
  s: [
    [/^(ms|milliseconds?)$/i, 1 / 1000],
    [/^(min|minutes?)$/i, 60],
  ],
  ms: [[/^(s|sec|seconds?)$/i, 1000]],
  '°': [[/^turns?$/i, 360]],
  turns: [[/^(°|deg|degrees?)$/i, 1 / 360]],
};

const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6 };

/** CSS's basic colours. */
const COLORS: Readonly<Record<string, string>> = {
  black: '#000000',
  silver: '#c0c0c0',
  gray: '#808080',
  grey: '#808080',
  white: '#ffffff',
  maroon: '#800000',
  red: '#ff0000',
  purple: '#800080',
  fuchsia: '#ff00ff',
  green: '#008000',
  lime: '#00ff00',
  olive: '#808000',
  yellow: '#ffff00',
  orange: '#ffa500',
  navy: '#000080',
  blue: '#0000ff',
  teal: '#008080',
  aqua: '#00ffff',
};

/** What people type, as what takes it reads it: `10s`, `180°`, `5M` bits a second, `#fff`, `black`. All else stays as it is. */
export function asTyped({ kind, unit = '' }: Typed, text: string): string {
  if (kind === 'background') return asColor(text);
  const [, number = '', behind = ''] = /^\s*([-+]?[\d.]+)\s*([^\d\s]\S*)\s*$/.exec(text) ?? [];
  if (behind === '') return text;
  if (UNITS[unit]?.test(behind)) return number;
  const factor = unit === 'bit/s' ? multipleOf(behind) : conversionOf(unit, behind);
  return factor === undefined ? text : String(Number((Number(number) * factor).toFixed(6)));
}

function multipleOf(behind: string): number | undefined {
  const [, multiple = ''] = /^([km])(?:bit\/s|bps|b)?$/i.exec(behind) ?? [];
  return MULTIPLES[multiple.toLowerCase()];
}

function conversionOf(unit: string, behind: string): number | undefined {
  return CONVERTED[unit]?.find(([written]) => written.test(behind))?.[1];
}

function asColor(text: string): string {
  const plain = text.trim().toLowerCase();
  const [, short] = /^#([0-9a-f]{3})$/.exec(plain) ?? [];
  if (short !== undefined) return `#${short.replaceAll(/./g, '$&$&')}`;
  return (Object.hasOwn(COLORS, plain) ? COLORS[plain] : undefined) ?? text;
}
