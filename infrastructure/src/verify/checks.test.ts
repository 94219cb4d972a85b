import { GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import { DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeContinuousBackupsCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { lookAtAll } from './checks.ts';
import type { Live } from './live.ts';

const TOPIC = 'arn:aws:sns:us-east-1:1:agentic-service-bot-dev-critical';
const OUTPUTS = new Map([
  ['SiteUrl', 'https://chat.example.com'],
  ['WebSocketUrl', 'wss://chat.example.com/ws'],
  ['Issuer', 'https://issuer.example.com'],
  ['DistributionId', 'E1'],
  ['CriticalTopic', TOPIC],
]);
const HEADERS = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'content-security-policy': "default-src 'none'; script-src 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

/** A stand-in for a deployment in which all is right, and what is to be otherwise. */
function stage(otherwise: Partial<Live> = {}, answers: Readonly<Record<string, unknown>> = {}): Live {
  const aws: Readonly<Record<string, unknown>> = {
    [GetDistributionConfigCommand.name]: { DistributionConfig: { WebACLId: 'arn:acl' } },
    [DescribeAlarmsCommand.name]: {
      MetricAlarms: [{ AlarmName: 'a', AlarmActions: [TOPIC], OKActions: [TOPIC], StateValue: 'OK' }],
    },
    [GetMetricStatisticsCommand.name]: { Datapoints: [{ Sum: 7 }] },
    [DescribeContinuousBackupsCommand.name]: {
      ContinuousBackupsDescription: {
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
      },
    },
    ...answers,
  };
  const client = { send: (command: object) => Promise.resolve(aws[command.constructor.name]) };
  return {
    environment: 'dev',
    aws: { cloudWatch: client, cloudFront: client, dynamoDB: client } as unknown as Live['aws'],
    fetch: (url) => Promise.resolve(answerTo(url)),
    handshake: () => Promise.resolve(401),
    converse: () => Promise.resolve('I can turn lights on.'),
    token: 'a-token',
    now: () => new Date('2026-11-28T12:00:00Z'),
    output: (name) => OUTPUTS.get(name) ?? '',
    tables: ['messages'],
    ...otherwise,
  };
}

function answerTo(url: string): Response {
  if (url.endsWith('/config.json')) return Response.json({ socketUrl: 'wss://chat.example.com/ws' });
  if (url.includes('.well-known'))
    return Response.json({ authorization_endpoint: 'https://login.example.com' });
  return new Response('', url.includes('/assets/') ? { status: 404 } : { headers: HEADERS });
}

async function seen(live: Live): Promise<{ fine: boolean; wrong: string[]; lines: string[] }> {
  const lines: string[] = [];
  const fine = await lookAtAll(live, (line) => lines.push(line));
  return { fine, lines, wrong: lines.filter((line) => line.startsWith('✗')) };
}

it('sees that all is right', async () => {
  expect(await seen(stage())).toMatchObject({ fine: true, wrong: [] });
});

it('says that the conversation is left out without a token', async () => {
  const { fine, lines } = await seen(stage({ token: undefined }));
  expect(fine).toBe(true);
  expect(lines.join('\n')).toContain('left out: put a customer’s token into TOKEN');
});

it.each<[string, Partial<Live>, Record<string, unknown>, RegExp]>([
  [
    'a page that is not there',
    { fetch: () => Promise.resolve(new Response('', { status: 500 })) },
    {},
    /answered with 500/,
  ],
  [
    'a page for each missing file',
    { fetch: (url) => Promise.resolve(url.includes('/assets/') ? new Response('') : answerTo(url)) },
    {},
    /a missing file is answered with 200/,
  ],
  [
    'missing headers',
    { fetch: (url) => Promise.resolve(url.endsWith('.com/') ? new Response('') : answerTo(url)) },
    {},
    /strict-transport-security, content-security-policy/,
  ],
  [
    'another socket',
    {
      fetch: (url) =>
        Promise.resolve(url.endsWith('.json') ? Response.json({ socketUrl: 'wss://other' }) : answerTo(url)),
    },
    {},
    /config.json says wss:\/\/other/,
  ],
  [
    'no firewall',
    {},
    { [GetDistributionConfigCommand.name]: { DistributionConfig: { WebACLId: '' } } },
    /no web ACL/,
  ],
  [
    'no login',
    {
      fetch: (url) =>
        Promise.resolve(url.includes('.well-known') ? new Response('', { status: 404 }) : answerTo(url)),
    },
    {},
    /openid-configuration is answered with 404/,
  ],
  ['an open door', { handshake: () => Promise.resolve(101) }, {}, /without a token is answered with 101/],
  ['a silent bot', { converse: () => Promise.resolve(' ') }, {}, /the reply has no words/],
  [
    'a socket that breaks',
    { converse: () => Promise.reject(new Error('closed')) },
    {},
    /conversation: the bot answers: closed/,
  ],
  ['no alarms', {}, { [DescribeAlarmsCommand.name]: { MetricAlarms: [] } }, /there are none/],
  [
    'an alarm that tells nobody',
    {},
    { [DescribeAlarmsCommand.name]: { MetricAlarms: [{ AlarmName: 'deaf', StateValue: 'OK' }] } },
    /these tell nobody: deaf/,
  ],
  [
    'an alarm that rings',
    {},
    {
      [DescribeAlarmsCommand.name]: {
        MetricAlarms: [{ AlarmName: 'loud', AlarmActions: [TOPIC], OKActions: [TOPIC], StateValue: 'ALARM' }],
      },
    },
    /these ring: loud/,
  ],
  ['no logs', {}, { [GetMetricStatisticsCommand.name]: {} }, /had no line in the last hour/],
  ['a table that forgets', {}, { [DescribeContinuousBackupsCommand.name]: {} }, /these can't: messages/],
])('sees %s', async (_, otherwise, answers, problem) => {
  const { fine, wrong } = await seen(stage(otherwise, answers));
  expect(fine).toBe(false);
  expect(wrong.join('\n')).toMatch(problem);
});
