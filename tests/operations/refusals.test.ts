/** What the commands refuse, or find wrong: what they say of it, and that nothing has been changed where they say so. */
import { runCommand } from '@agentic-service-bot/infrastructure/operations';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heard, type, V1, V2_BROKEN } from './scenario.ts';
import { Checkout } from './stand-ins/checkout.ts';
import { ARTIFACTS, Cloud, SITE, startServers } from './stand-ins/cloud.ts';
import { keysIn, objectIn } from './stand-ins/look.ts';

const STACK = 'agentic-service-bot-prod';

let servers: Awaited<ReturnType<typeof startServers>>;
let cloud: Cloud;
let checkout: Checkout;

beforeAll(async () => {
  servers = await startServers();
});
afterAll(async () => {
  await servers.stop();
});
beforeEach(async () => {
  cloud = new Cloud(servers);
  checkout = await Checkout.make(V1);
});
afterEach(async () => {
  await cloud.remove();
  await checkout.remove();
});

/** What a command says that ends early. */
async function refusal(words: string): Promise<string> {
  heard(cloud);
  expect(await type(cloud, checkout, words)).toBe(false);
  return heard(cloud);
}

async function release(source: typeof V1): Promise<void> {
  checkout.source = source;
  expect(await type(cloud, checkout, 'deploy -- prod'), heard(cloud)).toBe(true);
}

/** Changes a kept release's description, as nobody should. */
async function rewrite(commit: string, change: (release: Record<string, unknown>) => void): Promise<void> {
  const keys = await keysIn(cloud.s3, ARTIFACTS);
  const key = keys.find((name) => name.includes(commit) && name.endsWith('/release.json')) ?? '';
  const kept = JSON.parse((await objectIn(cloud.s3, ARTIFACTS, key)).text ?? '') as Record<string, unknown>;
  change(kept);
  await objectIn(cloud.s3, ARTIFACTS, key, JSON.stringify(kept));
}

const setStatus = (status: string): void => {
  const stack = cloud.stacks.get(STACK);
  if (stack !== undefined) stack.status = status;
};

describe('a deployment does not begin', () => {
  beforeEach(() => release(V1));

  it.each([
    ['UPDATE_IN_PROGRESS', 'is being changed already'],
    [
      'ROLLBACK_COMPLETE',
      '--no-enable-termination-protection --stack-name agentic-service-bot-prod && aws cloudformation delete-stack --stack-name agentic-service-bot-prod',
    ],
    ['UPDATE_ROLLBACK_FAILED', 'continue-update-rollback'],
    ['DELETE_FAILED', 'its deletion failed'],
  ])('while the stack is %s', async (status, advice) => {
    setStatus(status);
    const said = await refusal('deploy -- prod');

    expect(said.toLowerCase()).toContain(advice.toLowerCase());
    expect(said).toContain('Nothing has been changed.');
  });

  it('with a bootstrap that is too old', async () => {
    cloud.stacks.set('CDKToolkit', {
      status: 'CREATE_COMPLETE',
      template: { Resources: {}, Outputs: { BootstrapVersion: { Value: '3' } } },
    });
    expect(await refusal('deploy -- prod')).toContain('The bootstrap is of version 3, too old.');
  });

  it('for a domain that Route 53 does not serve', async () => {
    cloud.nameServers = ['ns1.registrar.example'];
    expect(await refusal('deploy -- prod')).toMatch(/ns1\.registrar\.example, not Route 53’s/);
  });

  it('with nobody there to approve it', async () => {
    cloud.answer = undefined;
    expect(await refusal('deploy -- prod')).toContain('Add --approved if it is approved.');
    expect(await type(cloud, checkout, 'deploy -- prod --tested --approved')).toBe(true);
  });

  it('of an app with another stack', async () => {
    checkout.otherStack = 'agentic-service-bot-more';
    expect(await refusal('deploy -- prod')).toContain('where agentic-service-bot-prod alone was to be');
  });
});

describe('a first deployment does not begin', () => {
  it.each([403, 301])('where the site’s bucket is somebody else’s (%i)', async (status) => {
    cloud.taken.set(SITE, status);
    const said = await refusal('deploy -- prod');

    expect(said).toContain(`The bucket ${SITE} is somebody else’s, or not yours to look at (${status}).`);
    expect(said).toContain('Put "prod.bucketName" with another name into the context');
    expect(said).toContain('Nothing has been changed.');
  });

  it('where a bucket of that name was left behind', async () => {
    cloud.taken.set(SITE, 200);
    expect(await refusal('deploy -- prod')).toContain('Or delete the bucket, if nobody needs it.');
  });
});

it('in development uncommitted changes are only mentioned', async () => {
  checkout.source = { ...V1, changes: ' M a.ts' };
  cloud.handshakeStatus = 200;
  // Its stack is played for production only.
  expect(await refusal('deploy -- dev')).toContain('with changes that are in no commit');
});

describe('a deployment is not live', () => {
  it('if the site serves something else', async () => {
    await release(V1);
    cloud.edge.corrupt = 'assets/app-2022.js';
    checkout.source = V2_BROKEN;
    const said = await refusal('deploy -- prod');

    expect(said).toContain('/assets/app-2022.js has another content');
    expect(said).toContain('If customers are affected, go back: `npm run rollback -- prod`.');
  });

  it('if the site does not serve a file', async () => {
    cloud.edge.missing = 'favicon.svg';
    expect(await refusal('deploy -- prod')).toContain('/favicon.svg is answered with 404');
  });

  it('if a socket opens without a token', async () => {
    cloud.handshakeStatus = 101;
    expect(await refusal('deploy -- prod')).toMatch(/answers 101 to a socket without a token/);
  });

  it('if nobody knows where people sign in', async () => {
    cloud.discovery = {};
    expect(await refusal('deploy -- prod')).toContain('does not say where people sign in');
  });

  it('if CloudFront does not forget the old pages', async () => {
    cloud.edge.looks = 1_000;
    expect(await refusal('deploy -- prod')).toContain('Waited 10 minutes for CloudFront');
  });
});

it('ringing alarms are shown after a deployment', async () => {
  cloud.alarms.push('agentic-service-bot-prod-queue-age');
  expect(await type(cloud, checkout, 'deploy -- prod')).toBe(true);
  expect(heard(cloud)).toContain('alarms that ring: agentic-service-bot-prod-queue-age');
});

describe('a rollback is refused', () => {
  beforeEach(async () => {
    await release(V1);
    await release(V2_BROKEN);
  });

  it('where the older version can not read what was stored', async () => {
    await rewrite('-2222222-', (kept) => (kept['data'] = { writes: 2, reads: 2 }));
    expect(await refusal('rollback -- prod')).toMatch(
      /has stored items of version 2; \S+ reads them up to 1/,
    );
  });

  it('where a kept file is gone', async () => {
    await rewrite('-1111111-', (kept) => {
      (kept['frontend'] as { path: string }[])[0] = {
        ...(kept['frontend'] as { path: string }[])[0],
        path: 'gone.html',
      };
    });
    expect(await refusal('rollback -- prod')).toContain('gone.html is gone.');
  });

  it('where a release can not be read', async () => {
    await rewrite('-1111111-', (kept) => delete kept['commit']);
    expect(await refusal('rollback -- prod')).toContain('in the artifacts bucket can’t be read');
  });

  it('where several releases are of the commit', async () => {
    await release({ ...V1, pages: { ...V1.pages, 'more.txt': 'more' } });
    expect(await refusal('rollback -- prod 1111111')).toContain('There are several of 1111111');
  });
});

it('a rollback with nothing to go back to says so', async () => {
  expect(await refusal('rollback -- prod')).toMatch(
    /no release is kept[^]*No release before the current one/,
  );
});

it('a kept release that somebody changed before it was complete is not gone on with', async () => {
  await release(V1);
  const keys = await keysIn(cloud.s3, ARTIFACTS);
  await cloud.delete(ARTIFACTS, keys.find((key) => key.endsWith('/release.json')) ?? '');
  await objectIn(cloud.s3, ARTIFACTS, keys.find((key) => key.endsWith('/index.html')) ?? '', 'forged');

  expect(await refusal('deploy -- prod')).toContain('is there already and says something else.');
});

describe('a restore is refused', () => {
  beforeEach(() => release(V1));
  const ago = (): string => cloud.now().toISOString();

  it('of a table that there is not', async () => {
    const said = await refusal(`restore -- prod --at ${ago()} --table orders`);
    expect(said).toContain(
      'There is no table "orders".\n  State: Nothing has been changed.\n  The tables are messages, customers.',
    );
  });

  it('to a time that recovery does not reach', async () => {
    cloud.recovery.earliest = new Date('2026-11-27T11:00:00Z');
    expect(await refusal('restore -- prod --at 2026-11-27T10:00Z')).toContain(
      'can be taken back to between 2026-11-27T11:00:00.000Z and',
    );
  });

  it('of a table without recovery', async () => {
    cloud.recovery.days.clear();
    expect(await refusal(`restore -- prod --at ${ago()}`)).toContain('has no point-in-time recovery');
  });

  it('with another commit checked out', async () => {
    checkout.source = V2_BROKEN;
    expect(await refusal(`restore -- prod --at ${ago()}`)).toContain(`git checkout ${V1.commit}`);
  });

  it('into a table that is something else', async () => {
    await cloud.dynamoDB.send(
      new CreateTableCommand({
        TableName: `${STACK}-messages-restored-20261127T110000Z`,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    expect(await refusal('restore -- prod --at 2026-11-27T11:00Z --table messages')).toContain(
      'There is a table agentic-service-bot-prod-messages-restored-20261127T110000Z already',
    );
  });
});

it('a restore of everything leaves out who is connected, and says what is empty', async () => {
  await release(V1);
  expect(await type(cloud, checkout, `restore -- prod --at ${cloud.now().toISOString()}`)).toBe(true);

  expect(heard(cloud)).toMatch(/customers-restored-\S+ is EMPTY/);
});

it('a restore of what would be empty asks once more, and leaves what is in use', async () => {
  await release(V1);
  const at = cloud.now().toISOString();
  const { template } = cloud.stacks.get(STACK) ?? {};
  const tools = cloud.tools(checkout);
  const ask = (question: string) =>
    Promise.resolve(question.includes('nothing would be left') ? 'no' : 'prod');

  expect(await runCommand({ ...tools, ask }, ['restore', 'prod', '--at', at, '--table', 'messages'])).toBe(
    false,
  );

  expect(heard(cloud)).toMatch(
    /The bot works with its tables as before\.[^]*Choose another time for --at\.$/,
  );
  expect(cloud.stacks.get(STACK)?.template).toEqual(template);
});

describe('after a restore', () => {
  const tableInUse = () => cloud.stacks.get(STACK)?.template.Outputs?.['TableMessages']?.Value ?? '';
  let before: string;
  let after: string;

  beforeEach(async () => {
    await release(V1);
    before = cloud.now().toISOString();
    await cloud.recovery.remember(`${STACK}-messages`, cloud.now());
    after = cloud.now().toISOString();
    expect(await type(cloud, checkout, `restore -- prod --at ${before} --table messages`)).toBe(true);
    heard(cloud);
  });

  it('another time, before it, is taken from the table that was restored', async () => {
    const first = tableInUse();

    expect(await type(cloud, checkout, `restore -- prod --at ${after} --table messages`)).toBe(true);

    expect(heard(cloud)).toContain(`${STACK}-messages of ${after} → ${STACK}-messages-restored-2026`);
    expect(tableInUse()).not.toBe(first);
  });

  it('a time that neither table reaches is refused', async () => {
    cloud.recovery.reach(`${STACK}-messages`, cloud.now());

    expect(await refusal(`restore -- prod --at ${after} --table messages`)).toContain(
      'can be taken back to between',
    );
  });

  it('the same again says that nothing is left to restore', async () => {
    expect(await type(cloud, checkout, `restore -- prod --at ${before} --table messages`)).toBe(true);

    expect(heard(cloud)).toContain(`${tableInUse()} is restored, and noted as the one to use`);
  });
});

it('Ctrl+C says what state things are in, and the command continues', async () => {
  await release(V1);
  checkout.source = V2_BROKEN;
  const stopping = new AbortController();
  const sleep = () => {
    stopping.abort();
    return new Promise<void>(() => undefined);
  };

  expect(
    await runCommand({ ...cloud.tools(checkout), sleep, stopped: stopping.signal }, ['deploy', 'prod']),
  ).toBe(false);

  expect(heard(cloud)).toMatch(
    /Empty the cache \(.*Stopped by Ctrl\+C\.[^]*State: Functions and pages are[^]*Run `npm run deploy -- prod` again/,
  );
  expect(await type(cloud, checkout, 'rollback -- prod 0.9.9')).toBe(false);
  expect(heard(cloud)).toMatch(/-2222222-.*← begun, and not ended/);
  expect(await type(cloud, checkout, 'deploy -- prod')).toBe(true);
});

it('after Ctrl+C between two steps no other begins', async () => {
  expect(
    await runCommand({ ...cloud.tools(checkout), stopped: AbortSignal.abort() }, ['deploy', 'prod']),
  ).toBe(false);
  expect(cloud.calls.made).toEqual([]);
});

it('what lasts for minutes says that it is waited for', async () => {
  cloud.edge.looks = 30;
  expect(await type(cloud, checkout, 'deploy -- prod')).toBe(true);
  const said = heard(cloud);
  expect(said).toContain('waiting for CloudFront to forget the old pages: 2 min');
  expect(said).toMatch(/✓ \d+\. Empty the cache \(2 min \d+ s\)/);
});

it('what was typed instead of a yes is said', async () => {
  cloud.answer = 'prd';
  expect(await refusal('deploy -- prod')).toContain('"prd" was typed; only "prod" goes on.');
});

it('a restore without a stack has no tables', async () => {
  expect(await refusal('restore -- prod --at 2026-11-27T11:00Z')).toContain('The stack has no tables.');
  expect(await refusal('restore-frontend -- prod --at 2026-11-27T11:00Z')).toContain(
    'There is no such stack.',
  );
});

it('pages of a time at which there were none are not restored', async () => {
  await release(V1);
  expect(await refusal('restore-frontend -- prod --at 2026-11-27T11:00Z')).toContain('there were no pages');
  expect(await keysIn(cloud.s3, SITE)).toContain('index.html');
});
