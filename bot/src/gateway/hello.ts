import { CONVERSATIONS_PAGE, type ServerFrame } from '@agentic-service-bot/protocol';
import type { HelloFrame, Principal } from '@agentic-service-bot/protocol';
import { view } from '../conversation/view.ts';
import type { AnyAction, Customer, ServiceDefinition } from '../definition/index.ts';
import type { Identity } from '../identity/identity.ts';
import { reaches } from '../policy/decide.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Answers `hello`: makes the socket known, and the customer, if this is the first sight of them.
 * A level in the token counts only then: what they have bought here since is newer.
 */
export async function hello(
  ports: Ports,
  service: ServiceDefinition,
  connectionId: string,
  identity: Identity,
  frame: HelloFrame,
): Promise<readonly ServerFrame[]> {
  const { expiresAt } = identity;
  const welcome = async ({ id, name, role }: Principal) => {
    await ports.connections.add({ id: connectionId, principal: { id, name, role }, expiresAt });
    return {
      type: 'welcome' as const,
      ...(frame.requestId === undefined ? {} : { requestId: frame.requestId }),
      protocol: 1 as const,
      principal: { id, name, role },
      expiresAt,
      serverTime: ports.now().toISOString(),
      service: { title: service.title },
      levels: service.levels.map(({ name, title, price, limits }) => ({
        name,
        title,
        price,
        limits: [...limits].map(([of, most]) => ({ name: of, most })),
      })),
    };
  };
  const actions = (allows: (action: AnyAction) => boolean) =>
    [...service.actions.values()].map((action) => ({
      name: action.name,
      title: action.title,
      description: action.description,
      allowed: allows(action),
      requiredLevel: action.level,
    }));
  // Operators carry out no action, but read of all of them.
  if (identity.principal.role === 'operator')
    return [{ ...(await welcome(identity.principal)), actions: actions(() => false) }];
  const { id, name, level } = await meet(ports, service, identity, frame.timeZone);
  const base = await welcome({ id, name, role: 'customer' });
  const { items, nextCursor } = await ports.conversations.ofCustomer(id, CONVERSATIONS_PAGE);
  return [
    {
      ...base,
      serviceLevel: {
        name: level,
        title: service.levels.find((known) => known.name === level)?.title ?? level,
      },
      actions: actions((action) => reaches(service, level, action.level)),
      suggestions: [...service.suggestions],
      conversations: items.map((summary) => view(summary, ports.now())),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    },
  ];
}

async function meet(
  ports: Ports,
  service: ServiceDefinition,
  { principal, claims }: Identity,
  timeZone: string | undefined,
): Promise<Customer> {
  const level = service.levels.some(({ name }) => name === claims.level) ? claims.level : undefined;
  return ports.customers.create({
    id: principal.id,
    name: principal.name,
    level: level ?? service.defaultLevel,
    timeZone: claims.timeZone ?? timeZone ?? 'UTC',
  });
}
