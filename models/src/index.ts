export { builtinModel } from './builtin/model.ts';
export { costOf, type TokenCount } from './prices.ts';
export { BadModelSettings, type Settings } from './providers/settings.ts';
export { sleep, type Timing } from './resilience/timing.ts';
export { selectModels } from './select-models.ts';
