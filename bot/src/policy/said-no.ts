import { denied } from '../definition/index.ts';

/** What became of a call that the customer did not approve, in words for models and operators. */
export const SAID_NO = denied('The customer said no. It was not done.');
