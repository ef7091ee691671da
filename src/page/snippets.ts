import type { SpecDraft } from '../film/option.ts';
import { parseSpec } from '../film/spec.ts';
import { fileNamesIn } from '../film/spec-files.ts';

/** The film in a page of one's own; `picture` is a file name beside it, `undefined` the built-in one. */
export function writeScript(draft: SpecDraft, picture: string | undefined): string {
  const files = filesOf(draft);
  return `import { createPlayer } from 'stillmotion';

${fetching(files)}const picture = ${pictureOf(picture, files)};
const player = await createPlayer(document.querySelector('canvas'), picture, ${asObject(draft)}${given(files, '')});
player.play();
`;
}

/** The same as a component of React's; it is made and thrown away as often as React likes. */
export function writeReact(draft: SpecDraft, picture: string | undefined): string {
  const files = filesOf(draft);
  return `import { useEffect, useRef } from 'react';
import { createPlayer } from 'stillmotion';

const SPEC = ${asObject(draft)};
${files.length > 0 ? `\n${fetching(files)}` : ''}
export function Film() {
  const canvas = useRef(null);
  useEffect(() => {
    let player;
    let isGone = false;
    async function start() {
      const picture = ${pictureOf(picture, files)};
      if (isGone) return;
      const made = await createPlayer(canvas.current, picture, SPEC${given(files, '      ')});
      if (isGone) return made.dispose();
      player = made;
      player.play();
    }
    start().catch(console.error);
    return () => {
      isGone = true;
      player?.dispose();
    };
  }, []);
  return <canvas ref={canvas} style={{ maxWidth: '100%' }} />;
}
`;
}

/** What its effects read. */
function filesOf(draft: SpecDraft): readonly string[] {
  return fileNamesIn(parseSpec(draft));
}

function fetching(files: readonly string[]): string {
  return files.length === 0
    ? ''
    : 'const fetchBlob = async (name) => (await fetch(encodeURIComponent(name))).blob();\n';
}

function pictureOf(picture: string | undefined, files: readonly string[]): string {
  if (picture === undefined) return 'null';
  if (files.length > 0) return `await fetchBlob(${JSON.stringify(picture)})`;
  return `await (await fetch(${JSON.stringify(encodeURIComponent(picture))})).blob()`;
}

function given(files: readonly string[], indent: string): string {
  if (files.length === 0) return '';
  const rows = files.map((name) => {
    const text = JSON.stringify(name);
    return `${indent}  ${text}: await fetchBlob(${text}),\n`;
  });
  return `, {\n${rows.join('')}${indent}}`;
}

/** As people write it: names without quotes. */
function asObject(draft: SpecDraft): string {
  return JSON.stringify(draft, undefined, 2).replaceAll(/^(\s*)"([a-zA-Z_]\w*)":/gm, '$1$2:');
}
