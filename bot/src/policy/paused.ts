import type { Pause } from '../ports/pauses.ts';

/** The switch that stops this action for that level, if one is on. */
export const pauseOfAction = (pauses: readonly Pause[], action: string, level: string): Pause | undefined =>
  pauses.find((pause) => (pause.action === undefined || pause.action === action) && isFor(pause, level));

/** The switch that stops the whole bot for that level, if one is on. */
export const pauseOfBot = (pauses: readonly Pause[], level: string): Pause | undefined =>
  pauses.find((pause) => pause.action === undefined && isFor(pause, level));

const isFor = (pause: Pause, level: string): boolean => pause.level === undefined || pause.level === level;
