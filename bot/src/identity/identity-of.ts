import { helloFrame, ID_MAX, role } from '@agentic-service-bot/protocol';
import * as z from 'zod';
import type { ClaimNames } from './claim-names.ts';
import type { Identity } from './identity.ts';

const timeZone = helloFrame.shape.timeZone.unwrap();
const words = z.string().trim().min(1);
/** The last second whose date has a year of four digits: beyond it times do not sort as their texts do. */
const EXP_MAX = Date.UTC(10_000, 0) / 1_000 - 1;
const standard = z.object({ sub: z.string().min(1).max(ID_MAX), exp: z.number().min(0).max(EXP_MAX) });

/** Who a verified token's claims say somebody is; undefined if they say it wrongly. */
export function identityOf(claims: object, names: ClaimNames): Identity | undefined {
  const parsed = standard.safeParse(claims);
  if (!parsed.success) return undefined;
  const { sub, exp } = parsed.data;
  // A setting's name may be any text: what the token itself does not have is not found.
  const all = new Map<string, unknown>(Object.entries(claims));
  const claimed = all.get(names.role) ?? (isInGroup(all.get(names.groups), names) ? 'operator' : 'customer');
  const who = role.safeParse(claimed);
  if (!who.success) return undefined;
  const level = words.safeParse(all.get(names.level)).data;
  const zone = timeZone.safeParse(all.get(names.timeZone)).data;
  return {
    principal: { id: sub, name: words.safeParse(all.get(names.name)).data ?? sub, role: who.data },
    expiresAt: new Date(exp * 1000).toISOString(),
    claims: {
      ...(level === undefined ? {} : { level }),
      ...(zone === undefined ? {} : { timeZone: zone }),
    },
  };
}

/** Issuers write one group as a text, several as a list. */
function isInGroup(groups: unknown, { operatorGroup }: ClaimNames): boolean {
  if (operatorGroup === undefined) return false;
  return Array.isArray(groups) ? groups.includes(operatorGroup) : groups === operatorGroup;
}
