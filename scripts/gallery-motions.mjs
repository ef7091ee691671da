// For `npm run gallery`: docs/gallery/NAME.webp, every motion as a short film of one picture.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As large as kenburns and zoom show it, so that they need not enlarge it. */
const PICTURE = { width: 320, height: 214 };
const FRAME = { width: 160, height: 107 };
const FRAMES = 30;
const RATE = { numerator: 10, denominator: 1 };
/** A short film shows them better than without parameters: they close, and go far enough to be seen. */
const SHOWN = {
  pan: 'pan:back=on',
  zoom: 'zoom:back=on',
  kenburns: 'kenburns:start=1.1,end=1.6,back=on',
  spiral: 'spiral:turns=0.25,back=on',
  sway: 'sway:by=0.12',
  orbit: 'orbit:radius=0.12',
  shake: 'shake:by=0.03,turn=2',
  tilt: 'tilt:yaw=35,distance=2',
};

/**
 * @param load brings a module of ours
 * @param effect what paints the picture
 * @param only names that have this in them
 */
export async function drawMotions(load, session, effect, folder, only = '') {
  const { MOTIONS } = await load('src/motions/index.ts');
  const { readMotions } = await load('src/motions/motion-text.ts');
  const { parseSpec } = await load('src/film/spec/spec.ts');
  const { joinGops } = await load('src/codecs/join.ts');
  const { writeFilm } = await load('src/containers/write-film.ts');
  const { MemorySink } = await load('src/core/streams/sink.ts');

  const own = mkdtempSync(join(tmpdir(), 'stillmotion-gallery-'));
  try {
    const picture = join(own, 'landscape.png');
    await session.open(parseSpec({ size: PICTURE, motions: [], effects: [effect] }), undefined);
    writeFileSync(picture, await session.still(0));
    for (const { name } of MOTIONS.filter((motion) => motion.name.includes(only))) {
      const spec = {
        canvas: FRAME,
        motions: readMotions(SHOWN[name] ?? name),
        background: '#16181d',
        frames: FRAMES,
        fps: RATE,
        format: 'webp',
        quality: 'draft',
      };
      await session.open(parseSpec(spec), picture);
      const { film } = await session.startFilm();
      const sink = new MemorySink();
      await writeFilm(joinGops(session.gops(), film), film, sink);
      writeFileSync(join(folder, `${name}.webp`), sink.bytes);
    }
  } finally {
    rmSync(own, { recursive: true });
  }
}
