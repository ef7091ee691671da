// The public API, for browsers: re-exports only.
export { type ErrorCode, StillmotionError } from './core/errors.ts';
export { type PresetName, PRESETS } from './film/spec/presets.ts';
export type { RenderPlan } from './film/plan.ts';
export type { Files } from './film/carried/spec-files.ts';
export { parseSpec, type RenderSpec, type SpecInput } from './film/spec/spec.ts';
export { type ExportOptions, exportVideo, exportVideoTo } from './export.ts';
export type { LoopMode } from './player/clock.ts';
export { createPlayer } from './player/player.ts';
export type { Player, PlayerEvents } from './player/playback.ts';
export type { Coarseness } from './player/screen.ts';
export { MemorySink, type Sink } from './core/streams/sink.ts';
export { type Job, openJob } from './render.ts';
