import type { ActionContext, Customer, ReadContext, ServiceDefinition } from '../definition/index.ts';
import type { CallKey } from '../ports/ledger.ts';
import type { Ports } from '../ports/ports.ts';
import { hash } from './hash.ts';
import { ObjectsView } from './objects-view.ts';

/** The key as one string, unique over all conversations. */
const keyText = (key: CallKey): string =>
  `${key.conversationId}/${key.turn}/${String(key.step)}/${String(key.call)}`;

/** What may be looked at on behalf of one customer. */
export function readContext(
  ports: Ports,
  service: ServiceDefinition,
  customer: Customer,
  view = new ObjectsView(ports, customer.id),
): ReadContext {
  return { customer, service, now: ports.now(), objects: view.read };
}

/** What one call may use: bound to its customer and to its place, so that running it again repeats no effect. */
export function actionContext(
  ports: Ports,
  read: ReadContext,
  view: ObjectsView,
  key: CallKey,
  signal: AbortSignal,
  requestHuman: (reason: string) => void,
): ActionContext {
  const { customer } = read;
  const place = keyText(key);
  return {
    ...read,
    conversationId: key.conversationId,
    signal,
    requestHuman,
    id: (name) => hash([place, name]).slice(0, 16).replaceAll('_', 'A').replaceAll('-', 'B'),
    objects: {
      ...read.objects,
      write: async (kind, id, expected, data, effect) => {
        const mark = effect === undefined ? undefined : `${place}/${effect}`;
        try {
          return await ports.objects.write(customer.id, kind, id, expected, data, read.now, mark);
        } finally {
          view.forget();
        }
      },
      applied: (effect) => ports.objects.applied(customer.id, `${place}/${effect}`),
    },
    billing: {
      changePlan: (level, effect) => ports.billing.changePlan(customer.id, level, `${place}/${effect}`),
      find: (effect) => ports.billing.find(customer.id, `${place}/${effect}`),
    },
    timers: {
      set: (id, schedule) =>
        ports.scheduler.set({
          customerId: customer.id,
          id,
          conversationId: key.conversationId,
          schedule,
          timeZone: customer.timeZone,
        }),
      cancel: (id) => ports.scheduler.cancel(customer.id, id),
    },
    changeLevel: async (level) => {
      const current = (await ports.customers.get(customer.id)) ?? customer;
      await ports.customers.put({ ...current, level });
    },
  };
}
