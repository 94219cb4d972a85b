import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { approve } from './approval.ts';
import { assemblyPrefix, frontendPrefix } from './artifacts.ts';
import { templateIn } from './assembly.ts';
import { WrongChoice } from './command-error.ts';
import { dataLoss } from './data-loss.ts';
import { stackOf, type Environment } from './environment.ts';
import { goLive } from './go-live.ts';
import { currentVersion, readHistory, rollbackTarget, type Event } from './history.ts';
import { artifactsBucket, BASICS, callerOf, preflight } from './preflight.ts';
import { listReleases, readRecorded, type Release } from './release.ts';
import { deployedTemplate } from './stack.ts';
import { Steps, UNTOUCHED } from './steps.ts';
import { readOverrides, type TableOverrides } from './table-overrides.ts';
import type { Tools } from './tools.ts';

export interface RollbackOptions {
  readonly environment: Environment;
  /** A version, or the beginning of a commit; undefined: the last that worked before the current one. */
  readonly version: string | undefined;
  readonly approved: boolean;
}

interface Kept {
  readonly releases: readonly Release[];
  readonly history: readonly Event[];
}

/** `npm run rollback`: brings back a release that was kept, as it was built. @throws StoppedEarly */
export async function rollback(
  tools: Tools,
  { environment, version, approved }: RollbackOptions,
): Promise<void> {
  const { aws, say, run, root } = tools;
  const again = `npm run rollback -- ${environment}`;
  const steps = new Steps(tools, version === undefined ? again : `${again} ${version}`);
  const stackName = stackOf(environment);

  const found = await steps.step('Find the release', UNTOUCHED, async () => {
    await preflight(tools, environment, BASICS);
    const artifacts = await artifactsBucket(tools);
    const releases = await listReleases(aws.s3, artifacts, environment);
    const history = await readHistory(aws.s3, artifacts, environment);
    for (const line of describe({ releases, history })) say(`  ${line}`);
    const target = choose({ releases, history }, version, environment);
    say(`  going to ${target.version}`);
    return { artifacts, releases, history, target, by: (await callerOf(tools)).arn };
  });
  const { artifacts, target } = found;
  // Named from here on: what the last one to work is changes as this goes on.
  steps.continueWith(`${again} ${target.version}`);

  const assembly = await steps.step('Fetch it, and check that it is as it was built', UNTOUCHED, async () => {
    const folder = join(await tools.makeFolder(), 'cdk.out');
    const prefix = assemblyPrefix(environment, target.version);
    for (const file of target.assembly) {
      const content = await readRecorded(aws.s3, artifacts, prefix, file);
      await mkdir(dirname(join(folder, file.path)), { recursive: true });
      await writeFile(join(folder, file.path), content);
    }
    for (const file of target.frontend) {
      await readRecorded(aws.s3, artifacts, frontendPrefix(target.version), file);
    }
    return folder;
  });
  await steps.step('Show what would change', UNTOUCHED, async () => {
    const live = found.history.findLast(({ stage }) => stage === 'live')?.version;
    const current = found.releases.find(({ version: one }) => one === live);
    if (current !== undefined) for (const line of pagesThatChange(current, target)) say(`  ${line}`);
    await run('cdk', ['diff', '--app', assembly], { cwd: join(root, 'infrastructure'), shown: true });
    const deployed = await deployedTemplate(aws.cloudFormation, stackName);
    refuse([
      ...dataLoss(deployed, await templateIn(assembly, stackName)),
      ...unreadable(found, target),
      ...otherTables(await readOverrides(aws.s3, artifacts, environment), target),
    ]);
  });
  if (environment === 'prod') {
    await steps.step('Ask for approval', UNTOUCHED, () =>
      approve(tools, environment, `Production would go back to ${target.version}.`, approved),
    );
  }
  await goLive(tools, steps, { release: target, assembly, artifacts, stage: 'returning', by: found.by });
}

function refuse(reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  throw new WrongChoice(
    `Going back would lose data. ${reasons.join(' ')}`,
    'Choose a later release, or go forward: revert the commit that is bad, keep what holds data, and `npm run deploy`.',
  );
}

/** @throws WrongChoice if there is none */
function choose({ releases, history }: Kept, asked: string | undefined, environment: Environment): Release {
  const naming = `\`npm run rollback -- ${environment} VERSION\`.`;
  const wanted = asked ?? rollbackTarget(history, releases);
  const matching = releases.filter(
    ({ version, commit }) =>
      version === wanted || (asked !== undefined && asked.length >= 7 && commit.startsWith(asked)),
  );
  const [first] = matching;
  if (first !== undefined && matching.length === 1) return first;
  if (wanted === undefined) {
    throw new WrongChoice(
      'No release before the current one has worked.',
      releases.length === 0
        ? `A deployment keeps the first one: \`npm run deploy -- ${environment}\`.`
        : `Go forward: revert the commit that is bad, and deploy. Or name a version of the list: ${naming}`,
    );
  }
  throw new WrongChoice(
    matching.length === 0
      ? `There is no release "${wanted}".`
      : `There are several of ${wanted}: ${matching.map(({ version }) => version).join(', ')}.`,
    `Name a version of the list: ${naming}`,
  );
}

function describe({ releases, history }: Kept): string[] {
  const current = currentVersion(history);
  const mark = history.at(-1)?.stage === 'live' ? '← current' : '← begun, and not ended';
  const worked = new Set(history.filter(({ stage }) => stage === 'live').map(({ version }) => version));
  if (releases.length === 0) return ['no release is kept'];
  const lines = releases.map(({ version, recordedAt }) => {
    const marks = [version === current ? mark : '', worked.has(version) ? '' : '(never worked)'];
    return ['', version, recordedAt, ...marks].join('  ').trimEnd();
  });
  return ['releases, the newest first, and when they were kept:', ...lines];
}

function pagesThatChange(current: Release, target: Release): string[] {
  const before = new Map(current.frontend.map(({ path, sha256 }) => [path, sha256]));
  const after = new Map(target.frontend.map(({ path, sha256 }) => [path, sha256]));
  return [
    ...[...after].filter(([path]) => !before.has(path)).map(([path]) => `+ ${path}`),
    ...[...after]
      .filter(([path, hash]) => before.has(path) && before.get(path) !== hash)
      .map(([path]) => `~ ${path}`),
    ...[...before].filter(([path]) => !after.has(path)).map(([path]) => `- ${path}`),
  ];
}

/** Whether items may be stored, by whatever was begun here, that the target can't read. */
function unreadable({ releases, history }: Kept, target: Release): string[] {
  const begun = new Set(history.map(({ version }) => version));
  const newest = releases
    .filter(({ version, data }) => begun.has(version) && data.writes > target.data.reads)
    .sort((a, b) => b.data.writes - a.data.writes)[0];
  if (newest === undefined) return [];
  return [
    `${newest.version} has stored items of version ${newest.data.writes}; ${target.version} reads them up to ${target.data.reads}.`,
  ];
}

/** Whether the target would go back to a table that a restore has replaced. */
function otherTables(inUse: TableOverrides, target: Release): string[] {
  const tables = new Set([...Object.keys(inUse), ...Object.keys(target.tables)]);
  return [...tables]
    .filter((table) => inUse[table] !== target.tables[table])
    .map(
      (table) =>
        `The table ${table} is ${inUse[table] ?? 'the stack’s own'} now; ${target.version} uses ${target.tables[table] ?? 'the stack’s own'}.`,
    );
}
