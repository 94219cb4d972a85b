import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from '../protocol-client/client.ts';
import { say, status, textOf } from '../protocol-client/turn.ts';
import { crashInCloud, inWords, playInCloud, type CloudPlay } from './crash/crash-points.ts';
import { cloudScenarios, type CloudScenario } from './crash/scenarios.ts';
import { unusedGrants } from './iam/grants.ts';
import { removeProduct } from './product.ts';
import { openCloudTarget, type CloudTarget } from './target.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** Every so many crash points; `npm run test:cloud` tries more of them. */
const EVERY = 41;
const DAY_MS = 86_400_000;

let target: CloudTarget;

beforeAll(async () => {
  target = await openCloudTarget({ mayFault: true });
});

afterAll(async () => {
  await target.close();
  await removeProduct();
});

const eventually = async (assert: () => void): Promise<void> => {
  await vi.waitFor(assert, { timeout: 20_000, interval: 20 });
};

describe('what is deployed', () => {
  it('answers a customer', async () => {
    const client = await Client.join(target, 'cust_001');
    const { reply } = await say(client, 'turn it up');
    await client.close();

    expect(textOf(reply)).toContain('40');
    expect(client.departures).toEqual([]);
  });

  it.each(cloudScenarios)('$name', async (scenario) => {
    expect((await playInCloud(target.cloud, scenario)).violations).toEqual([]);
  });

  it('ends in words what its worker can not answer, and calls a person', async () => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_001');
    // The effect of an action, and its mark: what has become of it nobody can know.
    cloud.interrupt = ({ functionName }, { operation }) =>
      functionName.endsWith('-work') && operation === 'TransactWriteItems' ? 'before' : undefined;
    const accepted = await client.request({ action: 'sendMessage', text: 'turn it up' });
    const { conversationId } = accepted;
    for (let tries = 0; tries < 3; tries += 1) {
      await eventually(() => {
        expect(cloud.isBusy && !cloud.isWorking && !cloud.hasReady).toBe(true);
      });
      cloud.clock.advance(81_000);
    }
    await status(client, conversationId, 'waiting');
    cloud.interrupt = () => undefined;
    await client.find('the end of the reply', (frame) =>
      frame.type === 'chunk' && frame.chunk.type === 'finish' ? frame : undefined,
    );
    const reply = (await client.transcript(conversationId).messages()).at(-1);
    await client.close();

    expect(reply === undefined ? '' : textOf(reply)).toMatch(/sorry/i);
    expect(reply?.metadata?.replyTo).toEqual([accepted.messageId]);
  });

  it('tells operators of somebody who waits, and the team of the day', async () => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_003');
    const { conversationId } = await say(client, 'let me talk to someone');
    await status(client, conversationId, 'waiting');
    await client.close();
    for (let minutes = 0; minutes < 15; minutes += 1) {
      cloud.clock.advance(60_000);
      await eventually(() => {
        expect(cloud.isWorking).toBe(false);
      });
    }
    await eventually(() => {
      expect(cloud.published.map(({ topic }) => topic)).toContain(cloud.resolver.output('CriticalTopic'));
    });

    cloud.clock.advance(DAY_MS);
    const report = cloud.resolver.output('ReportTopic');
    await eventually(() => {
      expect(cloud.published.filter(({ topic }) => topic === report)).not.toEqual([]);
    });
    const told = cloud.published.findLast(({ topic }) => topic === report);
    expect(told?.subject).toMatch(/dev: [1-9]\d* repl/);
  });
});

describe('whenever a function dies', () => {
  it.each(cloudScenarios)('$name', async (scenario: CloudScenario) => {
    const undisturbed: CloudPlay = await playInCloud(target.cloud, scenario);
    const offset = cloudScenarios.indexOf(scenario) * 7;
    for (const [index, point] of undisturbed.points.entries()) {
      if (index % EVERY !== offset % EVERY) continue;
      expect(await crashInCloud(target.cloud, scenario, undisturbed, point), inWords(point)).toEqual([]);
    }
  });
});

it('no call is refused, and no role allows what a tour of the product does not use', () => {
  const { calls, definitions } = target.cloud;
  expect(calls.refused).toEqual([]);
  console.log(
    unusedGrants(definitions.values(), calls.all)
      .map((g) => `${g.functionName} ${g.action} ${g.resource}`)
      .join('\n'),
  );
});
