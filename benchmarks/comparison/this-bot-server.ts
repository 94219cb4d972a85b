/** This bot on one machine, started as `npm start` starts it but for its model, its service and its clock. */
import {
  defineAction,
  defineService,
  done,
  type ActionDefinition,
} from '@agentic-service-bot/bot/definition';
import { readConfig, startServer } from '@agentic-service-bot/local';
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { aiSdkModel } from './ai-sdk-model.ts';
import { partsOf, serve } from './child.ts';
import { ACTION, ACTION_DESCRIPTION, confirmation, CUSTOMER, INSTRUCTIONS, SENT } from './dialogue.ts';

/** A customer may send 30 messages a minute, so the clock is put ahead between two of them. */
const LATER_MS = 2_500;

const { start, model, effects } = partsOf();
let aheadMs = 0;
const now = (): Date => new Date(Date.now() + aheadMs);

const input = z.object({ parcel: z.number() });
const check: ActionDefinition<typeof input>['check'] = async ({ parcel }) =>
  effects.count(parcel) > 0 ? done(SENT) : 'not-done';

const sendParcel = defineAction({
  name: ACTION,
  title: 'Sending parcels',
  description: ACTION_DESCRIPTION,
  level: 'basic',
  effect: 'once',
  input,
  examples: [{ say: 'send parcel 1', input: { parcel: 1 } }],
  claims: ['sent', 'on its way'],
  receipt: (_, { parcel }) => confirmation(parcel),
  run: async ({ parcel }) => {
    effects.send(parcel);
    return done(SENT);
  },
  ...(start.checked === true && { check }),
});

const service = defineService({
  name: 'parcels',
  version: '1',
  title: 'Parcels',
  levels: [{ name: 'basic', title: 'Basic', price: 'free', tokensPerDay: 100_000_000 }],
  instructions: INSTRUCTIONS,
  actions: [sendParcel],
  demo: { customers: [{ id: CUSTOMER, name: 'Ann', level: 'basic', timeZone: 'UTC', objects: [] }] },
});

const { url } = await startServer({
  config: readConfig({ PORT: '0', DATA_DIR: start.folder }),
  service,
  models: [aiSdkModel(model)],
  telemetry: { report: () => undefined },
  write: () => undefined,
  fetch,
  now,
  id: () => randomBytes(16).toString('base64url'),
});

serve(async (tell) => {
  if (tell.do === 'later') aheadMs += LATER_MS;
  return tell.do === 'characters' ? model.characters : undefined;
}, url);
