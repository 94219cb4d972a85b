import { approve } from './approval.ts';
import { CommandError, WrongChoice } from './command-error.ts';
import { deployWith } from './deploy.ts';
import { stackOf, type Environment } from './environment.ts';
import { currentVersion, readHistory } from './history.ts';
import { parseTime } from './point-in-time.ts';
import { artifactsBucket, BASICS, commitOf, preflight } from './preflight.ts';
import { listReleases } from './release.ts';
import {
  begin,
  hasItems,
  reapplySettings,
  restoredName,
  waitForTable,
  withSource,
  type Restoration,
} from './restore-table.ts';
import { findStack, type Stack } from './stack.ts';
import { Steps, UNTOUCHED } from './steps.ts';
import { readOverrides, writeOverrides } from './table-overrides.ts';
import type { Tools } from './tools.ts';

/** Who is connected now: of another time it is of no use. It goes back only if it is named. */
const OF_THE_MOMENT = 'connections';

export interface RestoreOptions {
  readonly environment: Environment;
  /** The time to go back to, as it was typed. */
  readonly at: string | undefined;
  /** One table as the code names it; undefined: all but who is connected. */
  readonly table: string | undefined;
  readonly approved: boolean;
}

/** `npm run restore`: takes tables back to a time, and the stack to them. @throws StoppedEarly */
export async function restore(
  tools: Tools,
  { environment, at, table, approved }: RestoreOptions,
): Promise<void> {
  const { aws, say } = tools;
  const time = parseTime(at, tools.now());
  const only = table === undefined ? '' : ` --table ${table}`;
  const steps = new Steps(tools, `npm run restore -- ${environment} --at ${at ?? ''}${only}`);

  const { artifacts, restorations } = await steps.step('Check what is needed', UNTOUCHED, async () => {
    await preflight(tools, environment, BASICS);
    const bucket = await artifactsBucket(tools);
    await refuseOtherCommit(tools, bucket, environment);
    const stack = await findStack(aws.cloudFormation, stackOf(environment));
    const planned = plan(stack, table, time);
    const inUse = await readOverrides(aws.s3, bucket, environment);
    const left: Restoration[] = [];
    for (const restoration of planned) {
      if (inUse[restoration.table] === restoration.target) {
        say(`  ${restoration.target} is restored, and noted as the one to use`);
        continue;
      }
      left.push(await withSource(aws.dynamoDB, restoration));
      say(`  ${left.at(-1)?.source ?? ''} of ${time.toISOString()} → ${restoration.target}`);
    }
    return { artifacts: bucket, restorations: left };
  });

  if (environment === 'prod') {
    const what =
      restorations.length === 0
        ? 'Nothing is left to restore; the stack would be deployed with these tables.'
        : `${restorations.map((one) => one.table).join(', ')} would go back to ${time.toISOString()}; what was written since stays in the old tables only.`;
    await steps.step('Ask for approval', UNTOUCHED, () => approve(tools, environment, what, approved));
  }
  const unused = `The bot works with its tables as before. Restored ones (${restorations.map(({ target }) => target).join(', ')}) may be there already, and cost their storage.`;
  await steps.step('Restore', unused, async () => {
    for (const restoration of restorations) await begin(aws.dynamoDB, restoration);
    for (const restoration of restorations) await waitForTable(tools, restoration);
  });
  await steps.step('Give back what a restore leaves out', unused, async () => {
    for (const restoration of restorations) await reapplySettings(tools, restoration);
  });
  const empty = await steps.step('Look into it', unused, async () => {
    const found: string[] = [];
    for (const restoration of restorations) {
      const has = await hasItems(aws.dynamoDB, restoration);
      say(`  ${restoration.target} ${has ? 'has items' : 'is EMPTY: look whether it was at that time'}`);
      if (!has) found.push(restoration.table);
    }
    return found;
  });
  if (environment === 'prod' && empty.length > 0) {
    const what = `Of ${empty.join(', ')} nothing would be left. If that is wrong, answer "no" and choose another time.`;
    await steps.step('Ask about what is empty', unused, async () => {
      await approve(tools, environment, what, approved).catch(() => {
        throw new WrongChoice('It was not approved.', 'Choose another time for --at.');
      });
    });
  }
  await steps.step('Note which tables are in use', unused, async () => {
    const inUse = await readOverrides(aws.s3, artifacts, environment);
    const restored = Object.fromEntries(restorations.map((one) => [one.table, one.target]));
    await writeOverrides(aws.s3, artifacts, environment, { ...inUse, ...restored });
  });
  say('Now the stack is pointed to them, by a deployment of the commit in use.');
  await deployWith(tools, steps, { environment, approved: true, tested: true });
  say(
    'The old tables are still there. docs/operations/restore.md says how to make the restored ones the stack’s own.',
  );
}

function plan(stack: Stack | undefined, only: string | undefined, at: Date): Restoration[] {
  const tables = [...(stack?.outputs ?? [])].flatMap(([key, source]) => {
    const name = /^Table(?<name>.+)$/.exec(key)?.groups?.['name'];
    if (name === undefined) return [];
    const table = name.charAt(0).toLowerCase() + name.slice(1);
    return [{ table, source, target: restoredName(source, at), at }];
  });
  const chosen = tables.filter(({ table }) =>
    only === undefined ? table !== OF_THE_MOMENT : table === only,
  );
  if (chosen.length > 0) return chosen;
  throw new WrongChoice(
    only === undefined ? 'The stack has no tables.' : `There is no table "${only}".`,
    tables.length === 0
      ? 'Deploy it first.'
      : `The tables are ${tables.map(({ table }) => table).join(', ')}.`,
  );
}

/** The stack is deployed anew with other tables; that must not bring other code. */
async function refuseOtherCommit(tools: Tools, artifacts: string, environment: Environment): Promise<void> {
  const current = currentVersion(await readHistory(tools.aws.s3, artifacts, environment));
  const releases = await listReleases(tools.aws.s3, artifacts, environment);
  const inUse = releases.find(({ version }) => version === current);
  const commit = await commitOf(tools);
  if (inUse === undefined || inUse.commit === commit) return;
  throw new CommandError(
    `In use is ${inUse.version}, and another commit is checked out (${commit.slice(0, 7)}).`,
    `\`git checkout ${inUse.commit} && npm ci\`.`,
  );
}
