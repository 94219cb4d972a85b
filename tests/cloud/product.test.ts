import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from '../protocol-client/client.ts';
import { say, status, textOf } from '../protocol-client/turn.ts';
import { crashInCloud, inWords, playInCloud } from './crash/crash-points.ts';
import { cloudScenarios } from './crash/scenarios.ts';
import { crowd } from './crowd.ts';
import { isFull } from './effort.ts';
import { removeProduct } from './product.ts';
import { openCloudTarget, type CloudTarget } from './target.ts';

vi.setConfig({ testTimeout: isFull ? 600_000 : 60_000, hookTimeout: 120_000 });

/** Every so many crash points of a scenario, and conversations at once. */
const EFFORT = isFull ? { every: 1, crowd: 100 } : { every: 149, crowd: 5 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let target: CloudTarget;

beforeAll(async () => {
  target = await openCloudTarget({ mayFault: true });
  // Once more, over what stands there.
  expect(await target.cloud.function('seed').invoke({})).toMatchObject({ ok: true });
});

afterAll(async () => {
  await target.close();
  await removeProduct();
});

describe('what is deployed', () => {
  it('answers a customer', async () => {
    const client = await Client.join(target, 'cust_001');
    const { reply } = await say(client, 'turn it up');
    await client.close();

    expect(textOf(reply)).toContain('40');
    expect(client.departures).toEqual([]);
  });

  it.each([
    ['had begun nothing', 'Query'],
    // The effect of an action, and its mark: what has become of it nobody can know.
    ['was in the middle of an action', 'TransactWriteItems'],
  ])('ends in words what a worker can not answer that %s, and calls a person', async (_, deadly) => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_001');
    cloud.interrupt = ({ functionName }, { operation }) =>
      functionName.endsWith('-work') && operation === deadly ? 'before' : undefined;
    const accepted = await client.request({ action: 'sendMessage', text: 'turn it up' });
    const { conversationId } = accepted;
    for (let tries = 0; tries < 3; tries += 1) {
      await cloud.rest();
      expect(cloud.isBusy).toBe(true);
      cloud.clock.advance(81_000);
    }
    await status(client, conversationId, 'waiting');
    cloud.interrupt = () => undefined;
    await client.find('the end of the reply', (frame) =>
      frame.type === 'chunk' && frame.chunk.type === 'finish' ? frame : undefined,
    );
    const reply = (await client.transcript(conversationId).messages()).at(-1);
    await client.close();
    const operator = await Client.join(target, 'op_001');
    await operator.request({ action: 'watchInbox' });
    operator.send({ action: 'audit', requestId: 'audit', conversationId });
    await operator.find('the audit', (frame) =>
      'requestId' in frame && frame.requestId === 'audit' ? frame : undefined,
    );
    await operator.close();

    expect(reply === undefined ? '' : textOf(reply)).toMatch(/sorry/i);
    expect(reply?.metadata?.replyTo).toEqual([accepted.messageId]);
  });

  it.each(['receive', 'work'])('%s forgets a socket that is gone, and goes on', async (name) => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_001');
    const other = await Client.join(target, 'cust_001');
    const lost = cloud.gateway.connections.at(-1) ?? '';
    let isLost = false;
    cloud.interrupt = ({ functionName }) => {
      // Nobody is told that it has gone: a function finds out.
      if (functionName.endsWith('-disconnect')) return 'before';
      if (functionName.endsWith(`-${name}`) && !isLost) {
        isLost = true;
        cloud.gateway.drop(lost);
      }
      return undefined;
    };
    const { reply } = await say(client, 'is my speaker on?');
    await cloud.rest();
    cloud.interrupt = () => undefined;
    await Promise.all([client.close(), other.closed]);

    expect(textOf(reply)).not.toBe('');
    expect(cloud.calls.all).toContainEqual({
      functionName: `agentic-service-bot-dev-${name}`,
      action: 'dynamodb:DeleteItem',
      resource: expect.stringMatching(/-connections$/),
      isAllowed: true,
    });
  });

  it('tells operators of somebody who waits, and the team of the day', async () => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_003');
    const { conversationId } = await say(client, 'let me talk to someone');
    await status(client, conversationId, 'waiting');
    await client.close();
    for (let minutes = 0; minutes < 15; minutes += 1) {
      cloud.clock.advance(60_000);
      await cloud.rest();
    }
    expect(cloud.published.map(({ topic }) => topic)).toContain(cloud.resolver.output('CriticalTopic'));

    const later = await Client.join(target, 'cust_003');
    await say(later, 'what devices do I have?');
    await later.close();
    const reports = () =>
      cloud.published.filter(({ topic }) => topic === cloud.resolver.output('ReportTopic'));
    const before = reports().length;
    cloud.clock.advance(DAY_MS);
    await cloud.rest();
    expect(reports().length).toBeGreaterThan(before);
  });

  it('reports the replies of the last 24 hours', async () => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_003');
    await say(client, 'what devices do I have?');
    await client.close();
    // The report is of full hours: this one is full then.
    cloud.clock.advance(HOUR_MS);
    await cloud.rest();
    await cloud.function('dailySummary').invoke({});

    expect(cloud.published.at(-1)).toMatchObject({
      topic: cloud.resolver.output('ReportTopic'),
      subject: expect.stringMatching(/dev: [1-9]\d* repl/),
    });
  });
});

describe('whenever a function dies', () => {
  it.each(cloudScenarios)('$name', async (scenario) => {
    const undisturbed = await playInCloud(target.cloud, scenario);
    expect(undisturbed.violations).toEqual([]);
    const { points } = undisturbed;
    const every = Math.min(EFFORT.every, points.length);
    const first = (cloudScenarios.indexOf(scenario) * 7) % every;
    const tried = points.filter((_, index) => index % every === first);
    let died = 0;
    for (const point of tried) {
      const verdict = await crashInCloud(target.cloud, scenario, undisturbed, point);
      expect(verdict.faults, inWords(point)).toEqual([]);
      if (verdict.died) died += 1;
    }
    // What a function has read a moment ago it may not read again: one call less than in the undisturbed play.
    expect(died).toBeGreaterThanOrEqual(tried.length * 0.9);
    if (isFull)
      console.log(
        `${scenario.name}: ${tried.length} of ${points.length} crash points tried, ${died} came up`,
      );
  });
});

it('many conversations at once: none is silent, and each is in order', async () => {
  const prod = await openCloudTarget({ environment: 'prod' });
  try {
    expect(await crowd(prod, EFFORT.crowd)).toEqual([]);
  } finally {
    await prod.close();
  }
});

it('no call is refused', () => {
  expect(target.cloud.calls.refused).toEqual([]);
});
