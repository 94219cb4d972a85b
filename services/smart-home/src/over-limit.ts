import { denied, type Denied, type NameContext } from '@agentic-service-bot/bot/definition';
import { isPlayer } from './device.ts';
import { labelMidSentence, loadHome, pick, type HomeDevice } from './home.ts';
import { deviceLimit, levelNamed } from './levels.ts';
import { capital, counted, isAre, listed } from './words.ts';

/** `Hall light and Porch light are over the limit of your Basic plan (1 device).` */
export function overLimitWords(over: readonly HomeDevice[], level: string): string {
  const plan = levelNamed(level);
  const labels = over.map(({ label }) => label);
  return `${listed(labels)} ${isAre(labels)} over the limit of your ${plan.title} plan (${counted(deviceLimit(plan), 'device')}).`;
}

/** Refuses a call all of whose devices are over the limit. Of several, those within it are served. */
export async function refuseOverLimit(
  ids: readonly string[] | undefined,
  context: NameContext,
): Promise<Denied | undefined> {
  const home = await loadHome(context);
  const named = pick(home, ids);
  if (ids === undefined || named.some(({ usable }) => usable)) return undefined;
  // Homes fill up from the oldest: where there is room for the last of them, there is for all.
  const enough = named.at(-1)?.requiredLevel;
  const [first] = named;
  if (first === undefined) return undefined;
  const limit = deviceLimit(levelNamed(context.customer.level));
  // The oldest are the ones that may be used: only what is older makes room.
  const older = home.findIndex(({ id }) => id === first.id) - limit + 1;
  const room = `remove ${older === 1 ? 'an older device' : `${older} of the older devices`} to use ${labelMidSentence(first)}`;
  const lift =
    enough === undefined
      ? `${capital(room)}.`
      : `${enough.title} has room for ${counted(deviceLimit(enough), 'device')}; or ${room}.`;
  return denied(`${overLimitWords(named, context.customer.level)} ${lift}`, {
    ...(enough === undefined ? {} : { requiredLevel: enough.name }),
    alternatives: ['plan_info', 'change_plan', 'device_remove'],
  });
}

/** The same for a call that is about players. One that names none needs a player: the oldest is the first to have room. */
export async function refusePlayersOverLimit(
  ids: readonly string[] | undefined,
  context: NameContext,
): Promise<Denied | undefined> {
  const oldest = (await loadHome(context)).find(({ device }) => isPlayer(device));
  return refuseOverLimit(ids ?? (oldest === undefined ? [] : [oldest.id]), context);
}
