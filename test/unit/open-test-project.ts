import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { createProject } from '../../src/page/project/project.ts';
import { BUILT_IN } from '../../src/page/project/source.ts';

const PICTURE = { width: 200, height: 90 };

/** A project whose player takes its time and refuses what can't be planned. */
export function openTestProject(draft: SpecInput = {}) {
  let plan = planRender(parseSpec(draft), PICTURE);
  const played: SpecInput[] = [];
  const play = async (spec: SpecInput) => {
    await new Promise((resolve) => setTimeout(resolve));
    plan = planRender(parseSpec(spec), PICTURE);
    played.push(spec);
  };
  const player = {
    get plan() {
      return plan;
    },
    setSpec: play,
    setImage: (_: Blob | null, spec: SpecInput = {}) => play(spec),
  };
  return { project: createProject(player, { draft, source: BUILT_IN }), played };
}
