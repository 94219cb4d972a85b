import { CONVERSATIONS_PAGE, type ServerFrame } from '@agentic-service-bot/protocol';
import type { HelloFrame, Principal } from '@agentic-service-bot/protocol';
import type { Identity } from '../bot.ts';
import { view } from '../conversation/view.ts';
import type { ServiceDefinition } from '../definition/index.ts';
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
  const principal =
    identity.principal.role === 'customer'
      ? await meet(ports, service, identity, frame.timeZone)
      : { ...identity.principal };
  await ports.connections.add({ id: connectionId, principal, expiresAt });
  const base = {
    type: 'welcome' as const,
    ...(frame.requestId === undefined ? {} : { requestId: frame.requestId }),
    protocol: 1 as const,
    principal: { id: principal.id, name: principal.name, role: principal.role },
    expiresAt,
  };
  if (principal.role === 'operator') return [{ ...base }];
  const level = 'level' in principal ? principal.level : service.defaultLevel;
  const { items, nextCursor } = await ports.conversations.ofCustomer(principal.id, CONVERSATIONS_PAGE);
  return [
    {
      ...base,
      serviceLevel: { name: level, title: service.levels.find(({ name }) => name === level)?.title ?? level },
      actions: [...service.actions.values()].map((action) => ({
        name: action.name,
        title: action.title,
        description: action.description,
        allowed: reaches(service, level, action.level),
        requiredLevel: action.level,
      })),
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
): Promise<Principal & { level: string }> {
  const level = service.levels.some(({ name }) => name === claims.level) ? claims.level : undefined;
  const customer = await ports.customers.create({
    id: principal.id,
    name: principal.name,
    level: level ?? service.defaultLevel,
    timeZone: claims.timeZone ?? timeZone ?? 'UTC',
  });
  return { id: customer.id, name: customer.name, role: 'customer', level: customer.level };
}
