import { defineAction, defineService, done, failed, objectId } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';

const order = z.object({ type: z.string(), name: z.string(), summary: z.string() });
const cancelOrder = defineAction({
  name: 'cancel_order',
  title: 'Cancelling orders',
  description: 'Cancels an order that has not been sent.',
  level: 'reader',
  effect: 'idempotent',
  input: z.object({ order: objectId('order', { ask: 'Which order?' }) }),
  examples: [{ say: 'cancel {order:the atlas}', input: {} }],
  claims: ['cancelled'],
  receipt: (result) => `“${order.parse(result).name}” is cancelled.`,
  approval: async ({ order: id }, { objects }) =>
    `Cancel “${order.parse((await objects.get('order', id))?.data).name}”?`,
  run: async ({ order: id }, { objects }) => {
    const found = await objects.get('order', id);
    if (found?.data['summary'] !== 'packed') return failed('It was sent or cancelled before.');
    const data = { ...found.data, summary: 'cancelled' };
    const written = await objects.write('order', id, found.version, data);
    return written === 'written' ? done(data) : failed('It has just changed. Please look again.');
  },
});

const atlas = { kind: 'order', id: 'o1', data: { type: 'book', name: 'Island Atlas', summary: 'packed' } };
const ines = { id: 'reader_1', name: 'Ines Moreau', level: 'reader', timeZone: 'UTC', objects: [atlas] };

/** A bookshop whose customers cancel orders by asking. */
export const bookshop = defineService({
  name: 'bookshop',
  version: '1',
  title: 'Corner Bookshop',
  levels: [{ name: 'reader', title: 'Reader', price: 'free' }],
  instructions: 'You are the assistant of a small bookshop. Be warm and brief.',
  actions: [cancelOrder],
  nameables: async ({ objects }) =>
    (await objects.list('order')).map(({ id, kind, data }) => ({ id, kind, ...order.parse(data) })),
  demo: { customers: [ines] },
});
