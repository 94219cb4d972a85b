import { approve } from './approval.ts';
import { CommandError, WrongChoice } from './command-error.ts';
import { stackOf, type Environment } from './environment.ts';
import { sha256, type File } from './files.ts';
import { headersOf, isHashed } from './headers.ts';
import { invalidate } from './invalidate.ts';
import { momentsAt, type Moment } from './object-versions.ts';
import { copy, read, remove, write } from './objects.ts';
import { parseTime } from './point-in-time.ts';
import { BASICS, preflight } from './preflight.ts';
import { CONFIG, inOrder } from './publish.ts';
import { siteConfig } from './site-config.ts';
import { findStack, outputOf } from './stack.ts';
import { Steps, UNTOUCHED } from './steps.ts';
import type { Tools } from './tools.ts';
import { verify } from './verify.ts';

export interface RestoreFrontendOptions {
  readonly environment: Environment;
  /** The time to go back to, as it was typed. */
  readonly at: string | undefined;
  readonly approved: boolean;
}

/** `npm run restore-frontend`: the pages as they were at a time, from the bucket's versions. @throws StoppedEarly */
export async function restoreFrontend(
  tools: Tools,
  { environment, at, approved }: RestoreFrontendOptions,
): Promise<void> {
  const { aws, say } = tools;
  const time = parseTime(at, tools.now());
  const steps = new Steps(tools, `npm run restore-frontend -- ${environment} --at ${at ?? ''}`);

  const found = await steps.step('Look at what there was', UNTOUCHED, async () => {
    await preflight(tools, environment, BASICS);
    const stack = await findStack(aws.cloudFormation, stackOf(environment));
    if (stack === undefined) throw new CommandError('There is no such stack.', 'Deploy it first.');
    const site = outputOf(stack, 'FrontendBucket');
    const moments = (await momentsAt(aws.s3, site, time)).filter(({ key }) => key !== CONFIG);
    if (moments.every(({ version }) => version === undefined)) {
      throw new WrongChoice(
        `At ${time.toISOString()} there were no pages, or their versions are no longer kept.`,
        `Choose a later time, or go back to a release: \`npm run rollback -- ${environment}\`.`,
      );
    }
    const changed = moments.filter(({ isLatest }) => !isLatest);
    for (const moment of changed) say(`  ${describe(moment)}`);
    if (changed.length === 0) say('  the pages are those of that time already');
    return { stack, site, moments };
  });
  const { stack, site, moments } = found;
  if (environment === 'prod') {
    const what = `The pages would be those of ${time.toISOString()}; the functions stay.`;
    await steps.step('Ask for approval', UNTOUCHED, () => approve(tools, environment, what, approved));
  }
  const files = await steps.step(
    'Put the pages back',
    'The page index.html is put last, so browsers get the pages before it, or all of the old ones.',
    async () => {
      const config = await siteConfig(tools, stack);
      await write(aws.s3, { bucket: site, key: CONFIG }, config, headersOf(CONFIG));
      return [...(await putBack(tools, site, moments)), fileOf(CONFIG, Buffer.from(config))];
    },
  );
  await steps.step('Empty the cache', 'The pages are back; CloudFront may still serve the later ones.', () =>
    invalidate(tools, outputOf(stack, 'DistributionId')),
  );
  await steps.step('Verify', 'The pages are back, and the site does not show them as they are.', () =>
    verify(
      tools,
      { stack: stack.name, siteUrl: outputOf(stack, 'SiteUrl'), socketUrl: outputOf(stack, 'WebSocketUrl') },
      files,
    ),
  );
  say(`The pages of ${time.toISOString()} are live. The next deployment puts its own in their place.`);
}

async function putBack({ aws: { s3 } }: Tools, site: string, moments: readonly Moment[]): Promise<File[]> {
  const versions = new Map(moments.map(({ key, version }) => [key, version]));
  const files: File[] = [];
  for (const key of inOrder([...versions.keys()])) {
    const version = versions.get(key);
    const object = { bucket: site, key };
    if (version === undefined) continue;
    const isLatest = moments.some((moment) => moment.key === key && moment.isLatest);
    if (!isLatest) await copy(s3, { ...object, version }, object);
    files.push(fileOf(key, (await read(s3, object)) ?? Buffer.from('')));
  }
  for (const { key, version, isLatest } of moments) {
    if (version === undefined && !isLatest && !isHashed(key)) await remove(s3, { bucket: site, key });
  }
  return files;
}

const fileOf = (path: string, content: Uint8Array): File => ({
  path,
  size: content.byteLength,
  sha256: sha256(content),
});

const describe = ({ key, version, at }: Moment): string =>
  version === undefined ? `- ${key}` : `~ ${key}, put there at ${at?.toISOString() ?? ''}`;
