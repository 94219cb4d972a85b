import { writeFileSync } from 'node:fs';
import { PROTOCOL_VERSION } from '../src/index.ts';
import { asyncapiDocument } from './document.ts';

/** Writes docs/asyncapi.json. */
const file = new URL('../../docs/asyncapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(asyncapiDocument(`${PROTOCOL_VERSION}.0.0`), null, 2)}\n`);
