import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CommandError } from './command-error.ts';
import { sha256, type File } from './files.ts';
import type { Tools } from './tools.ts';

/** What refuses a handshake without a token: the authorizer, so the API is there and guarded. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403]);

export interface Deployed {
  readonly stack: string;
  readonly siteUrl: string;
  readonly socketUrl: string;
}

/** Compares what the site serves, byte by byte, with what it is to serve. @throws CommandError if it differs */
async function verifySite(
  tools: Pick<Tools, 'fetch'>,
  siteUrl: string,
  files: readonly File[],
): Promise<void> {
  const wrong: string[] = [];
  for (const file of [...files, ...files.filter(({ path }) => path === 'index.html').map(asRoot)]) {
    const response = await tools.fetch(`${siteUrl}/${file.path}`);
    const content = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) wrong.push(`/${file.path} is answered with ${response.status}`);
    else if (sha256(content) !== file.sha256) wrong.push(`/${file.path} has another content`);
  }
  if (wrong.length === 0) return;
  throw new CommandError(
    `${siteUrl} does not serve what was put there: ${wrong.join(', ')}.`,
    'If the domain is new, its address may need minutes to be known everywhere.',
  );
}

const asRoot = (file: File): File => ({ ...file, path: '' });

/** Looks at a deployment from outside. Ringing alarms are shown; those of a bad version before it may be among them. */
export async function verify(tools: Tools, deployed: Deployed, files: readonly File[]): Promise<void> {
  await verifySite(tools, deployed.siteUrl, files);
  tools.say(`  ${files.length} files are served as they were built`);
  const status = await tools.handshake(deployed.socketUrl);
  if (!REFUSALS.has(status)) {
    throw new CommandError(
      `${deployed.socketUrl} answers ${status} to a socket without a token, where 401 or 403 is right.`,
      'Look at the logs of the function "authorize" and of the API’s stage.',
    );
  }
  tools.say(`  the socket is there, and refuses who has no token (${status})`);
  const ringing = (await ringingAlarms(tools, deployed.stack)).join(', ');
  tools.say(
    ringing === '' ? '  no alarm rings' : `  alarms that ring: ${ringing} (docs/operations/alarms.md)`,
  );
}

/** The names of alarms that ring, of those whose names begin so. */
export async function ringingAlarms({ aws }: Pick<Tools, 'aws'>, prefix: string): Promise<string[]> {
  const { MetricAlarms: found = [] } = await aws.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: prefix, StateValue: 'ALARM' }),
  );
  return found.map(({ AlarmName = '' }) => AlarmName);
}
