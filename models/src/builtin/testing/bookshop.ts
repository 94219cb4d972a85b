import {
  choice,
  defineAction,
  defineService,
  done,
  objectId,
  objectIds,
  schedule,
  text,
  wholeNumber,
  type ServiceDefinition,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';

const ORDER = 'order';
const fine = () => Promise.resolve(done({}));

/** A shop that has nothing in common with a smart home: what the model understands of it, it learned from here. */
export const bookshop: ServiceDefinition = defineService({
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
      tokensPerDay: 1000,
    },
    {
      name: 'member',
      title: 'Member',
      price: '€5/month',
      priority: 'priority',
      limits: new Map(),
      tokensPerDay: 1000,
    },
  ],
  defaultLevel: 'reader',
  instructions: 'You speak for a bookshop.',
  suggestions: ['Where is my order?', 'Find a crime novel'],
  actions: [
    defineAction({
      name: 'order_status',
      title: 'Where orders are',
      description: 'Tells where an order is.',
      level: 'reader',
      effect: 'read',
      input: z.object({ orders: objectIds(ORDER, { ask: 'Which order do you mean?' }).optional() }),
      examples: [
        { say: 'where is {orders:my order}?', input: {} },
        { say: 'when does {orders:the cookbook} arrive?', input: {} },
        { say: 'track {orders:my parcel}', input: {} },
        { say: 'show my orders', input: {} },
      ],
      claims: [],
      receipt: () => 'It is on its way.',
      run: fine,
    }),
    defineAction({
      name: 'cancel_order',
      title: 'Cancelling orders',
      description: 'Cancels an order that has not left yet.',
      level: 'reader',
      effect: 'idempotent',
      input: z.object({ order: objectId(ORDER, { ask: 'Which order should be cancelled?' }) }),
      examples: [
        { say: 'cancel {order:my order}', input: {} },
        { say: "I don't want {order:the atlas} any more", input: {} },
      ],
      claims: ['cancelled'],
      receipt: () => 'The order is cancelled.',
      run: fine,
    }),
    defineAction({
      name: 'find_books',
      title: 'Finding books',
      description: 'Finds books by subject or author.',
      level: 'reader',
      effect: 'read',
      input: z.object({
        about: text({ vocabulary: ['crime', 'poetry', 'cooking', 'travel'], ask: 'What kind of book?' }),
      }),
      examples: [
        { say: 'find a {about:crime} novel', input: {} },
        { say: 'do you have books by {about:Ursula K. Le Guin}?', input: {} },
        { say: 'I am looking for something about {about:travel}', input: {} },
      ],
      claims: [],
      receipt: () => 'I found three.',
      run: fine,
    }),
    defineAction({
      name: 'buy_book',
      title: 'Buying books',
      description: 'Orders a book.',
      level: 'reader',
      effect: 'once',
      input: z.object({
        title: text({ ask: 'Which book?' }),
        copies: wholeNumber(1, 20, { ask: 'How many copies, up to 20?' }).optional(),
        format: choice(
          {
            paperback: ['paperback', 'soft cover'],
            hardcover: ['hardcover', 'hardback'],
            ebook: ['ebook', 'digital'],
          },
          { ask: 'Paperback, hardcover or ebook?' },
        ),
      }),
      examples: [
        { say: 'buy {title:Moby Dick} as {format:a paperback}', input: {} },
        { say: 'order {copies:two} copies of {title:Emma} as {format:hardcover}', input: {} },
        { say: 'buy {title:Dune}', input: {} },
      ],
      claims: ['ordered'],
      receipt: (_, { title }) => `“${title}” is ordered.`,
      run: fine,
    }),
    defineAction({
      name: 'deliver_at',
      title: 'Delivery times',
      description: 'Changes when an order is delivered.',
      level: 'member',
      effect: 'idempotent',
      input: z.object({
        order: objectId(ORDER, { ask: 'Which order?' }),
        when: schedule({ ask: 'When should it come?' }),
      }),
      examples: [
        { say: 'deliver {order:the cookbook} {when:tomorrow at 10}', input: {} },
        { say: 'please bring {order:my order} {when:on Friday at 18:00}', input: {} },
      ],
      claims: ['moved the delivery'],
      receipt: () => 'The delivery is set.',
      run: fine,
    }),
  ],
  nameables: async ({ objects }) =>
    (await objects.list(ORDER)).map(({ id, data }) => ({
      kind: ORDER,
      id,
      name: z.string().parse(data['name']),
      type: 'parcel',
      summary: 'on its way',
    })),
});

/** Three orders of a customer of the shop. */
export const orders = [
  { kind: ORDER, id: 'o1', data: { name: 'Cookbook' } },
  { kind: ORDER, id: 'o2', data: { name: 'World atlas' } },
  { kind: ORDER, id: 'o3', data: { name: 'Three crime novels' } },
];
