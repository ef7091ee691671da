import type { Adapter } from '../effect.ts';
import { glTransitions } from './gl-transitions.ts';
import { native } from './native.ts';

/** The first that recognises a text reads it. */
export const ADAPTERS: readonly Adapter[] = [native, glTransitions];
