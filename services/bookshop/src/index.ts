import { defineAction, defineService, done, failed, objectId } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';

const cancelOrder = defineAction({
  name: 'cancel_order',
  title: 'Cancel an order',
  description: 'Cancels an order that has not been sent.',
  level: 'reader',
  effect: 'idempotent',
  input: z.object({ order: objectId('order', { ask: 'Which order?' }) }),
  examples: [{ say: 'cancel {order:the atlas}', input: {} }],
  claims: ['cancelled'],
  receipt: (title) => `“${String(title)}” is cancelled.`,
  approval: async ({ order }, { objects }) =>
    `Cancel “${String((await objects.get('order', order))?.data['title'])}”?`,
  run: async ({ order }, { objects }) => {
    const found = await objects.get('order', order);
    if (found?.data['state'] !== 'packed') return failed('It was sent already, so it can’t be cancelled.');
    await objects.write('order', order, found.version, { ...found.data, state: 'cancelled' });
    return done(String(found.data['title']));
  },
});

const reader = { id: 'reader_1', name: 'Ines Moreau', level: 'reader', timeZone: 'Europe/Paris', timers: [] };
const atlas = { kind: 'order', id: 'o1', data: { title: 'Atlas of Islands', state: 'packed' } };

/** A bookshop whose customers cancel orders by asking. */
export const bookshop = defineService({
  name: 'bookshop',
  version: '1',
  title: 'Corner Bookshop',
  levels: [
    {
      name: 'reader',
      title: 'Reader',
      price: 'free',
      priority: 'standard',
      limits: new Map(),
      tokensPerDay: 9e4,
    },
  ],
  defaultLevel: 'reader',
  instructions: 'You are the assistant of a small bookshop. Be warm and brief.',
  actions: [cancelOrder],
  nameables: async ({ objects }) =>
    (await objects.list('order')).map(({ id, kind, data }) => {
      return { id, kind, type: 'order', name: String(data['title']), summary: String(data['state']) };
    }),
  demo: { customers: [{ ...reader, objects: [atlas] }], operators: [] },
});
