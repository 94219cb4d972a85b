import type { ActionContext, Customer, ReadContext, ServiceDefinition } from '../definition/index.ts';
import type { CallKey } from '../ports/ledger.ts';
import type { Ports } from '../ports/ports.ts';
import { hash } from './hash.ts';

/** The key as one string, unique over all conversations. */
const keyText = (key: CallKey): string =>
  `${key.conversationId}/${key.turn}/${String(key.step)}/${String(key.call)}`;

/** What may be looked at on behalf of one customer. */
export function readContext(ports: Ports, service: ServiceDefinition, customer: Customer): ReadContext {
  return {
    customer,
    service,
    now: ports.now(),
    objects: {
      get: (kind, id) => ports.objects.get(customer.id, kind, id),
      list: (kind) => ports.objects.list(customer.id, kind),
    },
  };
}

/** What one call may use: bound to its customer and to its place, so that running it again repeats no effect. */
export function actionContext(
  ports: Ports,
  read: ReadContext,
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
      write: (kind, id, expected, data, effect) =>
        ports.objects.write(
          customer.id,
          kind,
          id,
          expected,
          data,
          read.now,
          effect === undefined ? undefined : `${place}/${effect}`,
        ),
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
