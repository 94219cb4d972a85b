import { once } from 'node:events';
import { smartHome } from '@agentic-service-bot/smart-home';
import type { Account } from '../support/issuer.ts';
import type { OpenTarget } from '../support/target.ts';
import { WebSocket } from 'ws';
import { Cloud, type CloudOptions } from './cloud.ts';
import { leaveReport } from './report.ts';
import { product, type Environment } from './product.ts';

/** The cloud as the protocol's client knows it, and as those know it who look behind. */
export interface CloudTarget extends OpenTarget {
  readonly cloud: Cloud;
}

/** What functions write where something is wrong with them, and not with what they were given. */
const FAULT = /"level":"(ERROR|CRITICAL)"/;

/** What makes an account of the user pool an operator's. */
export const OPERATOR = { 'cognito:groups': ['operators'] };

/** A suite on a fast machine is quicker than the few people whom the throttle of `dev` is for. */
const AMPLE = { rate: 2_000, burst: 4_000 };

export interface CloudTargetOptions extends Omit<CloudOptions, 'assembly' | 'throttle'> {
  readonly environment?: Environment;
  /** What else `cdk deploy --context` would be given. */
  readonly context?: Readonly<Record<string, string>>;
  /** Faults are what is being tried: they do not fail the test. */
  readonly mayFault?: true;
}

/** Opens the simulated cloud with the product in it, and the demo customers where the environment has them. */
export async function openCloudTarget(options: CloudTargetOptions = {}): Promise<CloudTarget> {
  const { environment = 'dev', context, mayFault, accounts = [], ...rest } = options;
  const cloud = await Cloud.open({
    assembly: await product(environment, context),
    accounts: [...demoAccounts(), ...accounts],
    throttle: AMPLE,
    ...rest,
  });
  if (environment === 'dev') {
    const seeded = await cloud.function('seed').invoke({});
    if (!seeded.ok) throw new Error(`seed failed: ${seeded.errorMessage}`);
  }
  await warmUp(cloud);
  const { customers, operators } = smartHome.demo;
  return {
    cloud,
    wsUrl: cloud.gateway.url,
    principals: () => Promise.resolve({ customers, operators }),
    mintToken: (sub) => mintToken(cloud, sub),
    close: async () => {
      await cloud.close();
      await leaveReport(cloud);
      const refused = cloud.calls.refused.map(
        (call) => `${call.functionName} ${call.action} ${call.resource}`,
      );
      if (refused.length > 0) throw new Error(`Roles did not allow:\n${[...new Set(refused)].join('\n')}`);
      if (mayFault === true) return;
      const faults = [...cloud.logs.values()].flat().filter((line) => FAULT.test(line));
      if (faults.length > 0) throw new Error(`Functions met with faults:\n${faults.join('\n')}`);
    },
  };
}

/** Opens a socket and says hello once, so that a slow machine's first start of a function is not a client's to wait for. */
async function warmUp(cloud: Cloud): Promise<void> {
  const [operator] = smartHome.demo.operators;
  const socket = new WebSocket(cloud.gateway.url, ['asb.v1', await mintToken(cloud, operator?.id ?? '')]);
  await once(socket, 'open');
  socket.send('{"action":"hello"}');
  await once(socket, 'message');
  socket.close();
  await once(socket, 'close');
}

/** The demo's people, as the user pool knows them: operators are a group of it. */
function demoAccounts(): Account[] {
  const { customers, operators } = smartHome.demo;
  return [
    ...customers.map(({ id, name }) => ({ sub: id, name })),
    ...operators.map(({ id, name }) => ({ sub: id, name, ...OPERATOR })),
  ];
}

/** Signs a token as the user pool does. */
async function mintToken(cloud: Cloud, sub: string): Promise<string> {
  const account = demoAccounts().find((each) => each.sub === sub) ?? { sub, name: sub };
  return await cloud.issuer.sign(account, Math.floor(cloud.clock.now() / 1_000));
}
