import type { Adapter } from '../effect.ts';
import { glTransitions } from './gl-transitions.ts';
import { isf } from './isf.ts';
import { native } from './native.ts';
import { shadertoy } from './shadertoy.ts';

/** The first that recognises a text reads it: many of ISF's were others before, and still have their functions. */
export const ADAPTERS: readonly Adapter[] = [isf, native, glTransitions, shadertoy];
