export { totalOf, type Cost } from './meter.ts';
export { ordinaryTurns } from './ordinary-turn.ts';
