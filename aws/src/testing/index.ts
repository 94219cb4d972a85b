export { Issuer } from './issuer.ts';
export { ring } from './queue.ts';
export { settings } from './settings.ts';
