import type { SpecDraft } from '../../film/options/option.ts';
import { parseSpec } from '../../film/spec/spec.ts';
import { fileNamesIn } from '../../film/carried/spec-files.ts';

/** The film in a page of one's own; `pictures` are names of files beside it, none the built-in one. */
export function writeScript(draft: SpecDraft, pictures: readonly string[]): string {
  const files = filesOf(draft);
  return `import { createPlayer } from 'stillmotion';

${fetching(files, pictures)}const picture = ${pictureOf(pictures, files)};
const player = await createPlayer(document.querySelector('canvas'), picture, ${asObject(draft)}${given(files, '')});
player.play();
`;
}

/** The same as a component of React's; it is made and thrown away as often as React likes. */
export function writeReact(draft: SpecDraft, pictures: readonly string[]): string {
  const files = filesOf(draft);
  return `import { useEffect, useRef } from 'react';
import { createPlayer } from 'stillmotion';

const SPEC = ${asObject(draft)};
${fetchesByName(files, pictures) ? `\n${fetching(files, pictures)}` : ''}
export function Film() {
  const canvas = useRef(null);
  useEffect(() => {
    let player;
    let isGone = false;
    async function start() {
      const picture = ${pictureOf(pictures, files)};
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

function fetchesByName(files: readonly string[], pictures: readonly string[]): boolean {
  return files.length > 0 || pictures.length > 1;
}

function fetching(files: readonly string[], pictures: readonly string[]): string {
  return !fetchesByName(files, pictures)
    ? ''
    : 'const fetchBlob = async (name) => (await fetch(encodeURIComponent(name))).blob();\n';
}

function pictureOf(pictures: readonly string[], files: readonly string[]): string {
  const [picture] = pictures;
  if (picture === undefined) return 'null';
  if (pictures.length > 1) return `await Promise.all(${JSON.stringify(pictures)}.map(fetchBlob))`;
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
