import type { FilmTags } from '../../core/film-tags.ts';
import { escapeMarkup } from '../../core/values/markup.ts';
import type { SceneData } from '../../core/scene-data.ts';
import type { FrameRange } from '../../core/timeline.ts';
import { NO_SCRIPTS_STYLE, STYLE } from './style.ts';

/** What a page says of its film besides what it is drawn from. */
export interface PageFacts {
  readonly tags: FilmTags;
  /** Which frames it shows. */
  readonly range: FrameRange;
  /** How often it is played; 0: for ever. */
  readonly plays: number;
}

/** Around what the film is drawn from. */
const JOB_BEGINS = '<script type="application/json">';
const JOB_ENDS = '</script>';

/** The job that a page of ours carries. */
export function readPageJob(file: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(file);
  const at = text.indexOf(JOB_BEGINS);
  const from = at + JOB_BEGINS.length;
  return at === -1 ? undefined : text.slice(from, text.indexOf(JOB_ENDS, from));
}

/** What a film is called that nobody has given a name. */
const UNNAMED = 'A picture that moves';

/**
 * The page's text, in parts. Its policy lets it run its own script alone, by its digest, and fetch nothing.
 *
 * @param scene whose player's script holds no end of a script
 */
export async function* writePage(
  { pictures, film, player }: SceneData,
  { tags, range, plays }: PageFacts,
): AsyncGenerator<string> {
  const { stillmotion: _, ...said } = tags;
  const name = said.title ?? UNNAMED;
  // Beside the job, as in other films (`film/carried/embedded-spec.ts`).
  const job = { ...film, range, plays, ...(Object.keys(said).length > 0 && { tags: said }) };
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${await policy(player)}">
<meta name="viewport" content="width=device-width">
<meta name="generator" content="stillmotion">
${tags.description === undefined ? '' : `<meta name="description" content="${escapeMarkup(tags.description)}">\n`}${tags.artist === undefined ? '' : `<meta name="author" content="${escapeMarkup(tags.artist)}">\n`}${tags.created === undefined ? '' : `<meta name="dcterms.created" content="${tags.created}">\n`}<title>${escapeMarkup(name)}</title>
<style>${STYLE}</style>
<noscript><style>${NO_SCRIPTS_STYLE}</style></noscript>
</head>
<body>
<main>
<canvas hidden role="img" aria-label="${escapeMarkup(name)}"></canvas>
`;
  for (const { type, data } of pictures)
    yield `<img hidden alt="${escapeMarkup(name)}" src="data:${escapeMarkup(type)};base64,${escapeMarkup(data)}">\n`;
  yield `<button hidden type="button"></button>
<p role="status"></p>
<noscript><p>Scripts are switched off here, so that the picture stands still.</p></noscript>
</main>
${JOB_BEGINS}${escapeJson(job)}${JOB_ENDS}
<script>${player}</script>
</body>
</html>
`;
}

/** regl compiles its draw commands, which counts as eval; blob: is how a picture's size is read. */
async function policy(player: string): Promise<string> {
  const styles = await Promise.all([STYLE, NO_SCRIPTS_STYLE].map(digest));
  return [
    "default-src 'none'",
    `script-src ${await digest(player)} 'unsafe-eval'`,
    `style-src ${styles.join(' ')}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)),
  );
  return `'sha256-${btoa(String.fromCharCode(...bytes))}'`;
}

/** As it stands in a script, which any “</script” would end, and “<!--” keep from ending. */
function escapeJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
