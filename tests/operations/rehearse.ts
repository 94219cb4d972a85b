/**
 * `npm run rehearse`: the runbooks by hand, without an account. The commands are the real ones, and so is the terminal;
 * what they reach is played, and is gone when this ends. Its clock is its own: waiting takes no time.
 */
import { runCommand, terminalOf } from '@agentic-service-bot/infrastructure/operations';
import { DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createInterface } from 'node:readline/promises';
import { setTimeout } from 'node:timers/promises';
import { V1, V2_BROKEN } from './scenario.ts';
import { Checkout, type Source } from './stand-ins/checkout.ts';
import { Cloud, SITE, startServers, templateWith } from './stand-ins/cloud.ts';

const HELP = `An AWS account that is played, empty. Type a runbook's commands, as they are there:

  npm run deploy -- dev|prod, npm run rollback -- …, npm run restore -- …, npm run restore-frontend -- …
  git checkout COMMIT, git log

and what happens meanwhile, in production:

  commit good, commit bad   somebody commits a version; "bad": its page stays white
  browse                    what a customer's browser shows
  write TEXT                a customer says something
  messages                  what the bot has in its table of messages
  lose messages             somebody empties that table
  lose pages                somebody empties the bucket of the pages
  alarm                     the alarm of the errors begins to ring, or ends
  help, exit`;

/** How long a program that takes minutes takes here, so that one can see it, and stop it. */
const PROGRAM_MS = 3_000;

const ENVIRONMENTS = ['dev', 'prod'] as const;
const TABLES = ['messages', 'conversations', 'ledger', 'customers', 'connections'];
const COMMANDS = /^npm run (?:deploy|rollback|restore|restore-frontend)\b/;

const { stdin, stdout } = process;
const say = (line: string): void => console.log(line);

const servers = await startServers({ detached: true });
const cloud = new Cloud(servers);
const commits: Source[] = [V1];
const checkout = await Checkout.make(V1);

/** The messages' table that the stack uses. */
const inUse = (): string | undefined =>
  cloud.stacks.get('agentic-service-bot-prod')?.template.Outputs?.['TableMessages']?.Value;

/** Runs one of the project's commands to its end, as its own process would. */
async function runProject(words: readonly string[]): Promise<void> {
  const { source } = checkout;
  const environment = ENVIRONMENTS.find((name) => words.includes(name)) ?? 'prod';
  checkout.source = {
    ...source,
    template: { ...templateWith(TABLES, environment), Description: source.commit },
  };
  const terminal = terminalOf({ stdin, stdout });
  const tools = cloud.tools(checkout);
  const done = await runCommand(
    {
      ...tools,
      ...terminal,
      say,
      run: async (program, args, options) => {
        if (options.shown) {
          say(`  (${program} ${args[0] ?? ''} is played)`);
          await setTimeout(PROGRAM_MS);
        }
        return tools.run(program, args, options);
      },
      sleep: async (milliseconds) => {
        await setTimeout(Math.min(milliseconds, PROGRAM_MS));
        return tools.sleep(milliseconds);
      },
    },
    words,
  );
  terminal.close();
  checkout.source = source;
  say(done ? '(exit code 0)' : '(exit code 1)');
}

async function commit(kind: string): Promise<void> {
  const digit = String((commits.length + 1) % 10);
  const source = {
    ...(kind === 'bad' ? V2_BROKEN : V1),
    commit: digit.repeat(40),
  };
  commits.push({
    ...source,
    pages: { ...source.pages, 'version.txt': `made by commit ${digit.repeat(7)}` },
  });
  checkOut(source.commit);
}

function checkOut(wanted: string): void {
  const found = commits.find(({ commit: hash }) => wanted.length >= 4 && hash.startsWith(wanted));
  if (found === undefined) return say(`There is no commit ${wanted}.`);
  checkout.source = found;
  say(`${found.commit.slice(0, 7)} is checked out.`);
}

async function browse(): Promise<void> {
  const page = await cloud.edge.get('/');
  if (!page.ok) return say(`${page.status}: no page`);
  const script = /src="(?<src>[^"]+)"/.exec(await page.text())?.groups?.['src'] ?? '';
  const loaded = await cloud.edge.get(script);
  say(
    loaded.ok
      ? `The page works: ${await loaded.text()}`
      : `A white page: ${script} is answered with ${loaded.status}.`,
  );
}

async function messages(): Promise<(string | undefined)[]> {
  const { Items = [] } = await cloud.dynamoDB.send(new ScanCommand({ TableName: inUse() }));
  return Items.map(({ id }) => id?.S);
}

/** A change of the messages, which recovery can go back to. */
async function change(work: (table: string) => Promise<unknown>): Promise<void> {
  const table = inUse();
  if (table === undefined) return say('Nothing is deployed.');
  await work(table);
  await cloud.recovery.remember(table, cloud.now());
  say(`${table}: ${(await messages()).length} items`);
}

async function losePages(): Promise<void> {
  const { Contents = [] } = await cloud.s3.send(new ListObjectsV2Command({ Bucket: SITE }));
  const { aws } = cloud.tools(checkout);
  for (const { Key } of Contents) await aws.s3.send(new DeleteObjectCommand({ Bucket: SITE, Key }));
  cloud.edge.forget();
  say(`${Contents.length} objects are deleted.`);
}

function alarm(): void {
  const name = 'agentic-service-bot-prod-work-errors';
  const rings = cloud.alarms.pop() === undefined;
  if (rings) cloud.alarms.push(name);
  say(`${name} ${rings ? 'rings' : 'is quiet'}.`);
}

async function obey(line: string): Promise<void> {
  const [first = '', second = '', ...rest] = line.split(/\s+/);
  if (COMMANDS.test(line)) return runProject([second, ...rest].slice(1).filter((word) => word !== '--'));
  switch (line) {
    case '':
      return;
    case 'help':
      return say(HELP);
    case 'browse':
      return browse();
    case 'alarm':
      return alarm();
    case 'messages':
      return inUse() === undefined
        ? say('Nothing is deployed.')
        : say((await messages()).join('\n') || '(none)');
    case 'lose messages':
      return change(async (TableName) => {
        for (const id of await messages())
          await cloud.dynamoDB.send(new DeleteItemCommand({ TableName, Key: { id: { S: id ?? '' } } }));
      });
    case 'lose pages':
      return losePages();
    case 'git log':
      return say(
        commits
          .map(({ commit: hash }) => hash)
          .reverse()
          .join('\n'),
      );
    default:
      return act(first, second, rest, line);
  }
}

/** What has a word of its own. */
async function act(first: string, second: string, rest: readonly string[], line: string): Promise<void> {
  if (first === 'commit' && (second === 'good' || second === 'bad')) return commit(second);
  if (first === 'git' && second === 'checkout') return checkOut(rest[0] ?? '');
  if (first === 'write') {
    const id = [second, ...rest].join(' ');
    return change((TableName) =>
      cloud.dynamoDB.send(new PutItemCommand({ TableName, Item: { id: { S: id } } })),
    );
  }
  say(`"${line}" is not played here; "help" says what is.`);
}

say(HELP);
try {
  for (let line = ''; line !== 'exit';) {
    const lines = createInterface({ input: stdin, output: stdout });
    line = await lines.question(`\n${cloud.now().toISOString().slice(0, 19)}Z $ `).then(
      (typed) => typed.trim(),
      () => 'exit',
    );
    lines.close();
    if (line !== 'exit') await obey(line);
  }
} finally {
  await cloud.remove();
  await checkout.remove();
  await servers.stop();
}
