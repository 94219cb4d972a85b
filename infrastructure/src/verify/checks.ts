import { GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import { DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DescribeContinuousBackupsCommand } from '@aws-sdk/client-dynamodb';
import { namesOf } from '../names.ts';
import type { Check } from './live.ts';

const HOUR_MS = 3_600_000;

/** Headers that every page has, with a part of what they say. */
const HEADERS: readonly [string, string][] = [
  ['strict-transport-security', 'max-age='],
  ['content-security-policy', "default-src 'none'"],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'strict-origin'],
];

/** Everything that can be seen of a live deployment, in the order in which a person would look. */
const CHECKS: readonly Check[] = [
  {
    name: 'health: the page is served, and a missing file is missing',
    look: async ({ fetch, output }) => {
      const site = output('SiteUrl');
      const page = await fetch(`${site}/`);
      wanted(page.status === 200, `${site}/ is answered with ${page.status}`);
      const missing = await fetch(`${site}/assets/not-there.js`);
      wanted(missing.status === 404, `a missing file is answered with ${missing.status}, where 404 is right`);
      return `${site} answers`;
    },
  },
  {
    name: 'headers: the page may run nothing but ours',
    look: async ({ fetch, output }) => {
      const { headers } = await fetch(`${output('SiteUrl')}/`);
      const wrong = HEADERS.filter(([name, part]) => headers.get(name)?.includes(part) !== true);
      wanted(
        wrong.length === 0,
        `these headers are missing or other: ${wrong.map(([name]) => name).join(', ')}`,
      );
      return `${HEADERS.length} headers`;
    },
  },
  {
    name: 'configuration: the page finds the socket',
    look: async ({ fetch, output }) => {
      const response = await fetch(`${output('SiteUrl')}/config.json`);
      const { socketUrl } = (response.ok ? await response.json() : {}) as { socketUrl?: unknown };
      wanted(socketUrl === output('WebSocketUrl'), `config.json says ${String(socketUrl)}: deploy the pages`);
      return output('WebSocketUrl');
    },
  },
  {
    name: 'firewall: it is in front of the site',
    look: async ({ aws, output }) => {
      const { DistributionConfig } = await aws.cloudFront.send(
        new GetDistributionConfigCommand({ Id: output('DistributionId') }),
      );
      const acl = DistributionConfig?.WebACLId ?? '';
      wanted(acl !== '', 'the distribution has no web ACL');
      return acl;
    },
  },
  {
    name: 'login: the issuer says where people sign in',
    look: async ({ fetch, output }) => {
      const url = `${output('Issuer').replace(/\/$/, '')}/.well-known/openid-configuration`;
      const response = await fetch(url);
      const { authorization_endpoint: at } = (response.ok ? await response.json() : {}) as {
        authorization_endpoint?: unknown;
      };
      wanted(typeof at === 'string', `${url} is answered with ${response.status}`);
      return String(at);
    },
  },
  {
    name: 'authorization: nobody comes in without a token',
    look: async ({ handshake, output }) => {
      const status = await handshake(output('WebSocketUrl'));
      wanted(status === 401 || status === 403, `a socket without a token is answered with ${status}`);
      return String(status);
    },
  },
  {
    name: 'conversation: the bot answers',
    look: async ({ converse, token, output }) => {
      if (token === undefined) return 'left out: put a customer’s token into TOKEN to have it tried';
      const reply = await converse(output('WebSocketUrl'), token, 'what can you do?');
      wanted(reply.trim() !== '', 'the reply has no words');
      return `“${reply.slice(0, 60)}”`;
    },
  },
  {
    name: 'alarms: each of them tells somebody, and none rings',
    look: async ({ aws, environment, output }) => {
      const alarms: MetricAlarm[] = [];
      let NextToken: string | undefined;
      do {
        const page = await aws.cloudWatch.send(
          new DescribeAlarmsCommand({ AlarmNamePrefix: namesOf({ name: environment }, ''), NextToken }),
        );
        alarms.push(...(page.MetricAlarms ?? []));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      const topic = output('CriticalTopic');
      const silent = alarms.filter(
        ({ AlarmActions = [], OKActions = [] }) =>
          !AlarmActions.includes(topic) || !OKActions.includes(topic),
      );
      const ringing = alarms.filter(({ StateValue }) => StateValue === 'ALARM');
      wanted(alarms.length > 0, 'there are none');
      wanted(silent.length === 0, `these tell nobody: ${namesIn(silent)}`);
      wanted(ringing.length === 0, `these ring: ${namesIn(ringing)} (docs/operations)`);
      return `${alarms.length} alarms`;
    },
  },
  {
    name: 'logs: the functions’ arrive',
    look: async ({ aws, environment, now }) => {
      const group = `/aws/lambda/${namesOf({ name: environment }, 'authorize')}`;
      const { Datapoints = [] } = await aws.cloudWatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'AWS/Logs',
          MetricName: 'IncomingLogEvents',
          Dimensions: [{ Name: 'LogGroupName', Value: group }],
          StartTime: new Date(now().getTime() - HOUR_MS),
          EndTime: now(),
          Period: HOUR_MS / 1_000,
          Statistics: ['Sum'],
        }),
      );
      const lines = Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
      wanted(lines > 0, `${group} had no line in the last hour: run this again in five minutes`);
      return `${lines} lines in ${group}`;
    },
  },
  {
    name: 'recovery: every table can be taken back to any second',
    look: async ({ aws, tables }) => {
      const without: string[] = [];
      for (const TableName of tables) {
        const { ContinuousBackupsDescription: found } = await aws.dynamoDB.send(
          new DescribeContinuousBackupsCommand({ TableName }),
        );
        if (found?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus !== 'ENABLED')
          without.push(TableName);
      }
      wanted(tables.length > 0, 'there are no tables');
      wanted(without.length === 0, `these can't: ${without.join(', ')}`);
      return `${tables.length} tables`;
    },
  },
];

/** Looks at each point, whatever became of those before it. @returns whether all is right */
export async function lookAtAll(
  live: Parameters<Check['look']>[0],
  say: (line: string) => void,
): Promise<boolean> {
  let fine = true;
  for (const { name, look } of CHECKS) {
    try {
      say(`✓ ${name} (${await look(live)})`);
    } catch (error) {
      fine = false;
      say(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return fine;
}

const namesIn = (alarms: readonly MetricAlarm[]): string =>
  alarms.map(({ AlarmName = '' }) => AlarmName).join(', ');

function wanted(fine: boolean, otherwise: string): void {
  if (!fine) throw new Error(`${otherwise}.`);
}
