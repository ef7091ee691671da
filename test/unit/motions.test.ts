import { mat3, vec3 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import { type Parameter, writeValue } from '../../src/core/values/parameter.ts';
import type { Size } from '../../src/core/size.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { MOTIONS } from '../../src/motions/index.ts';
import type { Window } from '../../src/motions/motion.ts';
import { readMotions, writeMotions } from '../../src/motions/motion-text.ts';
import { createMovement, type Movement } from '../../src/motions/movement.ts';

const FRAMES = 240;
const TIMELINE = { fps: { numerator: 30, denominator: 1 }, frameCount: FRAMES };
const SIZE = { width: 61, height: 40 };
/** A part of the picture, as a frame of another shape shows it. */
const PART: Window = { x: 0.2, y: 0, width: 0.5, height: 1 };
const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

const GROUNDS: readonly { size: Size; window?: Window }[] = [
  { size: SIZE },
  { size: SIZE, window: PART },
  { size: { width: 1, height: 1 } },
  { size: { width: 1, height: 9 } },
];

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
}

const movements = new Map<string, Movement>();

function movementOf(text: string, size: Size, window?: Window): Movement {
  const key = JSON.stringify([text, size, window]);
  const known = movements.get(key) ?? createMovement(readMotions(text), size, window);
  movements.set(key, known);
  return known;
}

/** Where the picture is sampled that stands at a place of it when nothing moves; shares. */
function sampled(
  text: string,
  progress: number,
  [x, y]: readonly [number, number],
  size: Size = SIZE,
  window?: Window,
): Place {
  const frame = { ...frameAt(Math.round(progress * FRAMES), TIMELINE), progress };
  const place = movementOf(text, size, window).place(frame, mat3.create());
  const at = vec3.transformMat3(vec3.create(), [x, y, 1], place);
  return { x: at[0] / at[2], y: at[1] / at[2], w: at[2] };
}

/** The same, px of the picture. */
function sampledPx(text: string, progress: number, px: readonly [number, number]): Place {
  const { width, height } = SIZE;
  const at = sampled(text, progress, [px[0] / width, px[1] / height]);
  return { ...at, x: at.x * width, y: at.y * height };
}

const named = MOTIONS.map((motion) => [motion.name, motion] as const);

/** Texts of a motion with each of its parameters at each of its ends, the others as they are by default. */
function extremes(name: string, parameters: readonly Parameter[]): string[] {
  return [
    name,
    ...parameters.flatMap((parameter) =>
      endsOf(parameter).map((value) => `${name}:${parameter.name}=${writeValue(parameter, value)}`),
    ),
  ];
}

function endsOf({ kind, min, max, choices }: Parameter): unknown[] {
  if (kind === 'bool') return [false, true];
  if (kind === 'choice') return [...(choices ?? [])];
  if (kind === 'position')
    return [
      [0, 0],
      [1, 1],
    ];
  if (kind === 'ease') return ['linear', 'cubic-bezier(1,-1,0,2)'];
  if (min === undefined || max === undefined) throw new Error('a number without ends');
  return [min, max];
}

/** A coordinate in the picture as it goes on beyond its edge. */
function along(edge: string, share: number): number {
  const period = edge === 'mirror' ? 2 : 1;
  return edge === 'repeat' || edge === 'mirror'
    ? share - period * Math.floor(share / period)
    : share;
}

describe.each(named)('the motion %s', (name, { parameters }) => {
  const texts = extremes(name, parameters);

  it('has a place for every point of the frame, at both ends of each of its parameters', () => {
    const bad: string[] = [];
    for (const text of texts) {
      for (const { size, window } of GROUNDS) {
        for (const progress of [0, 0.25, 1 - 1 / FRAMES]) {
          const part = window ?? { x: 0, y: 0, width: 1, height: 1 };
          for (const [x, y] of CORNERS) {
            const corner = [part.x + x * part.width, part.y + y * part.height] as const;
            const at = sampled(text, progress, corner, size, window);
            if (!Number.isFinite(at.x + at.y) || at.w < 0.01) bad.push(`${text} at ${progress}`);
          }
        }
      }
    }
    expect(bad).toEqual([]);
  });

  it('is back where it began at the end of the loop that it promises, and not where it promises none', () => {
    for (const text of texts) {
      const { loop, edges } = createMovement(readMotions(text), SIZE);
      if (typeof loop === 'number') continue;
      const jumps = CORNERS.map((corner) => {
        const [first, behind] = [sampled(text, 0, corner), sampled(text, 1, corner)];
        const across = along(edges.x, behind.x - first.x);
        const down = along(edges.y, behind.y - first.y);
        const short = (share: number) =>
          Math.min(
            Math.abs(share),
            Math.abs(2 - share),
            edges.x === 'repeat' ? Math.abs(1 - share) : Infinity,
          );
        return Math.hypot(short(across), short(down));
      });
      if (loop === 'film') expect(Math.max(...jumps), `the jump of ${text}`).toBeLessThan(1e-9);
      else expect(Math.max(...jumps), `the jump of ${text}`).toBeGreaterThan(1e-3);
    }
  });

  it('is written so that it is read alike', () => {
    for (const text of texts)
      expect(readMotions(writeMotions(readMotions(text)))).toEqual(readMotions(text));
  });

  it('refuses what lies beyond the ends of its parameters', () => {
    for (const { name: parameter, min, max } of parameters) {
      if (min === undefined || max === undefined) continue;
      for (const value of [min - 1, max + 1])
        expect(() => readMotions(`${name}:${parameter}=${value}`)).toThrow(`"${parameter}"`);
    }
    expect(() => readMotions(`${name}:bogus=1`)).toThrow('it takes:');
  });
});

describe('a zoom', () => {
  it('grows by the same factor in every frame about the point that stays', () => {
    const text = 'zoom:to=4,about=30% 60%';
    const about = [0.3 * 61, 0.6 * 40] as const;
    for (const progress of [0, 0.1, 0.5, 0.9]) {
      expect(sampledPx(text, progress, about).x).toBeCloseTo(about[0], 10);
      const beside = sampledPx(text, progress, [about[0] + 12, about[1] - 8]);
      expect(beside.x - about[0]).toBeCloseTo(12 / 4 ** progress, 10);
      expect(beside.y - about[1]).toBeCloseTo(-8 / 4 ** progress, 10);
    }
  });
});

describe('a turn', () => {
  it('goes to the right, in pixels, whatever shape the picture has', () => {
    const [cx, cy] = [30.5, 20];
    // What stood above the middle is seen at its right a quarter turn later.
    const at = sampledPx('rotate:to=90', 1, [cx + 10, cy]);
    expect(at.x).toBeCloseTo(cx, 10);
    expect(at.y).toBeCloseTo(cy - 10, 10);
    const third = sampledPx('rotate', 1 / 3, [cx + 10, cy]);
    expect(third.x).toBeCloseTo(cx + 10 * Math.cos(-(2 * Math.PI) / 3), 10);
    expect(third.y).toBeCloseTo(cy + 10 * Math.sin(-(2 * Math.PI) / 3), 10);
  });

  it('closes where it is whole', () => {
    const loop = (text: string) => createMovement(readMotions(text), SIZE).loop;
    expect(loop('rotate:to=-720')).toBe('film');
    expect(loop('rotate:to=90')).toBe('open');
    expect(loop('rotate:to=90,back=on')).toBe('film');
    expect(loop('rotate:to=0')).toBe(1);
  });
});

describe('a Ken Burns move', () => {
  const DRAWN = { x: { numerator: 1, denominator: 1 }, y: { numerator: 1, denominator: 1 } };
  const fps = { numerator: 30, denominator: 1 };
  /** The part of the picture that the frame shows: left, top, right, bottom; shares. */
  const box = (
    text: string,
    progress: number,
    { focus = [0.5, 0.5], window, seconds = 60 }: Ground = {},
  ) => {
    const pace = { fps, cycle: 30 * seconds, length: 'film', drawn: DRAWN } as const;
    const moved = createMovement(readMotions(text), SIZE, window, pace, focus);
    const frame = { ...frameAt(Math.round(progress * FRAMES), TIMELINE), progress };
    const { x = 0, y = 0, width = 1, height = 1 } = window ?? {};
    const place = moved.place(frame, mat3.create());
    return [
      [x, y],
      [x + width, y + height],
    ].flatMap(([left = 0, top = 0]) => {
      const at = vec3.transformMat3(vec3.create(), [left, top, 1], place);
      return [at[0], at[1]].map((share) => Number(share.toFixed(9)) + 0);
    });
  };

  it('begins at one box, ends at the other and never leaves the picture', () => {
    const text = 'kenburns:from=top left,start=2,to=bottom right,end=4';
    expect(box(text, 0)).toEqual([0, 0, 0.5, 0.5]);
    expect(box(text, 1)).toEqual([0.75, 0.75, 1, 1]);
    for (let n = 0; n < 24; n++)
      for (const share of box(text, n / 24)) expect(share).toBe(Math.min(1, Math.max(0, share)));
  });

  it('is one zoom about one point', () => {
    const text = 'kenburns:from=left,start=2,to=75% 50%,end=5,most=100';
    const fixed = (progress: number) => {
      const [left = 0, , right = 0] = box(text, progress);
      return left + 2 * (right - left);
    };
    // 0 + 2 · 0.5 = 1 and 0.6 + 2 · 0.2 = 1: this one stays.
    for (const progress of [0, 0.2, 0.7, 1]) expect(fixed(progress)).toBeCloseTo(1, 7);
  });

  it.each<readonly [number, number]>([
    [0.5, 0.5],
    [0.31, 0.4],
    [0.02, 0.98],
    [1, 0],
  ])('by itself keeps %d, %d in the frame, and the frame in the picture', (...focus) => {
    for (const window of [undefined, PART, { x: 0, y: 0.3, width: 1, height: 0.4 }]) {
      for (let picture = 0; picture < 6; picture++) {
        for (let n = 0; n <= 8; n++) {
          const shown = box(`kenburns:picture=${picture}`, n / 8, { focus, window });
          const [left = 0, top = 0, right = 0, bottom = 0] = shown;
          for (const share of shown) expect(share).toBe(Math.min(1, Math.max(0, share)));
          expect(left <= focus[0] && focus[0] <= right).toBe(true);
          expect(top <= focus[1] && focus[1] <= bottom).toBe(true);
        }
      }
    }
  });

  it('goes in and out by turns, from another side for each picture', () => {
    const ground = { focus: [0.5, 0.5] } as const;
    const width = (picture: number, progress: number) => {
      const [left = 0, , right = 0] = box(
        `kenburns:picture=${picture},start=2,end=4`,
        progress,
        ground,
      );
      return right - left;
    };
    expect([0, 1, 2, 3].map((picture) => width(picture, 1) < width(picture, 0))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const first = [0, 2, 4].map((picture) =>
      box(`kenburns:picture=${picture},start=2`, 0, ground).join(),
    );
    expect(new Set(first).size).toBe(3);
  });

  it('is no faster than it may be, and goes less far instead', () => {
    const text = 'kenburns:from=left,to=right,start=4,end=4,most=0.1';
    // 3 frames lie between: in 10 s a third of one way, in 60 s all.
    const [left = 0] = box(text, 1, { seconds: 10 });
    expect(left).toBeCloseTo(0.25, 9);
    expect(box(text, 1, { seconds: 60 })[0]).toBeCloseTo(0.75, 9);
  });
});

/** What a Ken Burns move is asked about. */
interface Ground {
  readonly focus?: readonly [number, number];
  readonly window?: Window | undefined;
  readonly seconds?: number;
}

describe('a swing', () => {
  it('is a sine along its axis, of the frame that is shown', () => {
    const at = sampled('sway:by=0.1,times=2', 0.125, [0.4, 0.5], SIZE, PART);
    expect(at.x).toBeCloseTo(0.4 - 0.1 * 0.5, 12);
    expect(at.y).toBeCloseTo(0.5, 12);
    expect(sampled('sway:by=0.1,axis=y', 0.75, [0.5, 0.5]).y).toBeCloseTo(0.6, 12);
  });
});

describe('an orbit', () => {
  it('is a circle in pixels', () => {
    for (const progress of [0, 0.1, 0.6]) {
      const { x, y } = sampledPx('orbit:radius=0.2', progress, [30, 20]);
      expect(Math.hypot(x - 30, y - 20)).toBeCloseTo(0.2 * 40, 10);
    }
  });
});

describe('a spiral', () => {
  it('is a zoom and a turn at once', () => {
    const both = sampledPx('zoom:to=3 + rotate:to=180,edges=mirror', 0.4, [7, 31]);
    const one = sampledPx('spiral:to=3,turns=0.5', 0.4, [7, 31]);
    expect(one.x).toBeCloseTo(both.x, 10);
    expect(one.y).toBeCloseTo(both.y, 10);
  });
});

describe('a shake', () => {
  const path = (text: string) =>
    Array.from({ length: FRAMES }, (_, index) => sampledPx(text, index / FRAMES, [30.5, 20]));

  it('is alike for a seed, another for the next, and within what it may', () => {
    expect(path('shake:seed=7')).toEqual(path('shake:seed=7'));
    expect(path('shake:seed=7')).not.toEqual(path('shake:seed=8'));
    for (const { x, y } of path('shake:by=0.1,turn=0')) {
      expect(Math.abs(x - 30.5)).toBeLessThanOrEqual(0.1 * 40);
      expect(Math.abs(y - 20)).toBeLessThanOrEqual(0.1 * 40);
    }
  });

  it('has nothing in it that is quicker than it may be', () => {
    const xs = path('shake:by=0.1,turn=0,times=20').map(({ x }) => x - 30.5);
    const strength = (cycles: number) => {
      const angle = (n: number) => (2 * Math.PI * cycles * n) / FRAMES;
      const [c, s] = [Math.cos, Math.sin].map((wave) =>
        xs.reduce((sum, x, n) => sum + x * wave(angle(n)), 0),
      );
      return (2 * Math.hypot(c ?? 0, s ?? 0)) / FRAMES;
    };
    const all = Array.from({ length: FRAMES / 2 - 1 }, (_, n) => strength(n + 1));
    expect(Math.max(...all.slice(0, 20))).toBeGreaterThan(0.1);
    expect(Math.max(...all.slice(20))).toBeLessThan(1e-9);
  });
});

describe('a tilt', () => {
  it('shows the picture as a camera before it would', () => {
    // The point 12 px to the right of the middle and 5 below, turned by 30°, seen from 3 half diagonals.
    const eye = 3 * Math.hypot(61 / 2, 40 / 2);
    const angle = Math.PI / 6;
    const [x, z] = [12 * Math.cos(angle), 12 * Math.sin(angle)];
    const seen = [30.5 + (x * eye) / (eye + z), 20 + (5 * eye) / (eye + z)] as const;
    const at = sampledPx('tilt:yaw=30,distance=3', 0.25, seen);
    expect(at.x).toBeCloseTo(30.5 + 12, 9);
    expect(at.y).toBeCloseTo(20 + 5, 9);
  });
});

describe('motions in their order', () => {
  it('move what the ones before them show', () => {
    // Rolled by a tenth of the width, then seen twice as large: the roll is enlarged, too.
    const enlarged = sampled('roll:step=6.1 + zoom:from=2,to=2', 1 / FRAMES, [0.75, 0.5]).x;
    expect(enlarged).toBeCloseTo(0.5 + 0.25 / 2 - 0.1, 9);
    // Seen twice as large, then rolled by a tenth of what is seen.
    const rolled = sampled('zoom:from=2,to=2 + roll:step=6.1', 1 / FRAMES, [0.75, 0.5]).x;
    expect(rolled).toBeCloseTo(0.5 + (0.25 - 0.1) / 2, 9);
  });
});
