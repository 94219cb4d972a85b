export { Issuer } from './issuer.ts';
export { record, ring } from './queue.ts';
export { settings } from './settings.ts';
