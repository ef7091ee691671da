// The public API, for browsers: re-exports only.
export { type ErrorCode, StillmotionError } from './core/errors.ts';
export { type PresetName, PRESETS } from './film/presets.ts';
export type { RenderPlan } from './film/plan.ts';
export type { Files } from './film/spec-files.ts';
export { parseSpec, type RenderSpec, type SpecInput } from './film/spec.ts';
export { type ExportOptions, exportVideo, exportVideoTo } from './export.ts';
export type { LoopMode } from './player/clock.ts';
export { createPlayer } from './player/player.ts';
export type { Player, PlayerEvents } from './player/playback.ts';
export type { Coarseness } from './player/screen.ts';
export { MemorySink, type Sink } from './core/sink.ts';
export { type Job, openJob } from './render.ts';
