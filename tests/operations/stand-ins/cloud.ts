import { CloudFormationServiceException } from '@aws-sdk/client-cloudformation';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  CommandError,
  makeClients,
  type Clients,
  type Tools,
} from '@agentic-service-bot/infrastructure/operations';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynoxide, type Dynoxide } from '../../support/aws/dynoxide.ts';
import { schedulesApi, type Schedules } from '../../support/aws/schedules.ts';
import { Calls } from './calls.ts';
import type { Checkout } from './checkout.ts';
import { Edge } from './edge.ts';
import { intercept, type Answer } from './intercept.ts';
import { Recovery } from './recovery.ts';
import { VersionedS3 } from './versioned-s3.ts';

export const ARTIFACTS = 'agentic-service-bot-artifacts-111122223333';
export const SITE = 'agentic-service-bot-prod-frontend';
const DEV_SITE = 'agentic-service-bot-dev-frontend';
const SITE_URLS = { prod: 'https://bot.example.com', dev: 'https://dev.bot.example.com' };
const ISSUER = 'https://issuer.example.com';

/** A template, as far as it is played. An alias, so that it is any record too. */
type Template = {
  readonly Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
  readonly Outputs?: Record<string, { Value: string }>;
};

interface Deployed {
  status: string;
  template: Template;
}

interface Servers {
  readonly fauxqs: FauxqsServer;
  readonly dynoxide: Dynoxide;
  readonly schedules: Schedules;
}

const ACCESS = { region: 'us-east-1', credentials: { accessKeyId: 'key', secretAccessKey: 'secret' } };

export async function startServers(
  options: { detached?: boolean } = {},
): Promise<Servers & { stop(): Promise<void> }> {
  const fauxqs = await startFauxqs({ port: 0, logger: false });
  const dynoxide = await startDynoxide(options);
  const schedules = await schedulesApi();
  return {
    fauxqs,
    dynoxide,
    schedules,
    stop: async () => {
      await schedules.stop();
      await fauxqs.stop();
      await dynoxide.stop();
    },
  };
}

/**
 * An AWS account that an operator's commands reach, and nothing else: S3 and DynamoDB are served, what those servers
 * lack and the other services are played. Every call can be made to fail.
 */
export class Cloud {
  readonly calls = new Calls();
  readonly said: string[] = [];
  readonly s3: S3Client;
  readonly dynamoDB: DynamoDBClient;
  readonly edge: Edge;
  readonly recovery: Recovery;
  /** What the operator answers when asked; undefined: nobody is there. */
  answer: string | undefined = 'prod';
  nameServers = ['ns-1.awsdns-01.org'];
  /** What the issuer publishes of itself. */
  discovery: object = { authorization_endpoint: `${ISSUER}/authorize`, token_endpoint: `${ISSUER}/token` };
  /** What ends the next `cdk deploy` early. */
  deploymentFails: string | undefined;
  handshakeStatus = 401;
  /** What answers a look at a bucket before its stack is there, by name; 404 where nobody has one. */
  readonly taken = new Map<string, number>();
  readonly alarms: string[] = [];
  quota = 1_000;
  region = 'us-east-1';
  readonly stacks = new Map<string, Deployed>();
  readonly #clients: Clients;
  readonly #servers: Servers;
  #time = Date.parse('2026-11-27T12:00:00Z');
  readonly #folders: string[] = [];

  constructor(servers: Servers) {
    this.#servers = servers;
    const { fauxqs, dynoxide, schedules } = servers;
    fauxqs.reset();
    for (const bucket of [ARTIFACTS, SITE, DEV_SITE]) fauxqs.createBucket(bucket);
    const s3 = { ...ACCESS, endpoint: fauxqs.address, forcePathStyle: true };
    const tables = { ...ACCESS, endpoint: dynoxide.endpoint };
    this.s3 = new S3Client(s3);
    this.dynamoDB = new DynamoDBClient(tables);
    this.edge = new Edge(this.s3, SITE);
    this.recovery = new Recovery(this.dynamoDB);
    const played = makeClients({ ...ACCESS, region: () => Promise.resolve(this.region) });
    const played2 = (service: keyof Clients, answer: Answer) =>
      intercept(played[service], service, this.calls, answer);
    played2('cloudFormation', this.#cloudFormation);
    played2('cloudFront', this.edge.answer);
    played2('cloudWatch', this.#cloudWatch);
    played2('quotas', () => Promise.resolve({ Quota: { Value: this.quota } }));
    played2('sts', () =>
      Promise.resolve({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/ops' }),
    );
    const versions = new VersionedS3(this.s3, this.now);
    this.#clients = {
      ...played,
      scheduler: intercept(
        new SchedulerClient({ ...ACCESS, endpoint: schedules.endpoint }),
        'scheduler',
        this.calls,
        (_command, _input, next) => next(),
      ),
      s3: intercept(new S3Client(s3), 's3', this.calls, (command, input, next) =>
        command === 'HeadBucket' ? this.#headBucket(input) : versions.answer(command, input, next),
      ),
      dynamoDB: intercept(
        new DynamoDBClient(tables),
        'dynamoDB',
        this.calls,
        this.recovery.answerAt(this.now),
      ),
    };
    this.#setStack('CDKToolkit', { BootstrapVersion: '21' });
    this.#setStack('agentic-service-bot-account', { ArtifactsBucket: ARTIFACTS });
  }

  /** A second passes with every look at the clock. */
  readonly now = (): Date => new Date((this.#time += 1_000));

  tools(checkout: Checkout): Tools {
    const { answer } = this;
    return {
      aws: this.#clients,
      run: (program, args, options) =>
        this.calls.pass(`run ${[program, ...args.filter((word) => !word.includes('/'))].join(' ')}`, () =>
          this.#run(checkout, program, args, options.cwd),
        ),
      fetch: (url) => this.calls.pass(`fetch ${url}`, () => this.#fetch(url)),
      handshake: (url) => this.calls.pass(`handshake ${url}`, () => this.handshakeStatus),
      nameServers: () => Promise.resolve(this.nameServers),
      now: this.now,
      sleep: (milliseconds) => {
        this.#time += milliseconds;
        return Promise.resolve();
      },
      say: (line) => this.said.push(line),
      ask: answer === undefined ? undefined : () => Promise.resolve(answer),
      makeFolder: async () => {
        const folder = await mkdtemp(join(tmpdir(), 'operations-'));
        this.#folders.push(folder);
        return folder;
      },
      root: checkout.root,
    };
  }

  /** What an object of the site's bucket holds. */
  async siteObject(key: string): Promise<string | undefined> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: SITE, Key: key }));
    return Body?.transformToString();
  }

  /** Removes an object, as somebody who goes around the commands. */
  async delete(bucket: string, key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  }

  /** What a restore leaves out of a table. */
  async settingsOf(name: string): Promise<unknown> {
    const { Table } = await this.dynamoDB.send(new DescribeTableCommand({ TableName: name }));
    const ttl = await this.dynamoDB.send(new DescribeTimeToLiveCommand({ TableName: name }));
    const tags = await this.dynamoDB.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    return {
      protected: Table?.DeletionProtectionEnabled,
      limits: Table?.OnDemandThroughput,
      ttl: ttl.TimeToLiveDescription?.AttributeName,
      tags: tags.Tags,
    };
  }

  async remove(): Promise<void> {
    for (const folder of this.#folders) await rm(folder, { recursive: true });
    const { TableNames = [] } = await this.dynamoDB.send(new ListTablesCommand());
    for (const TableName of TableNames) {
      const { Table } = await this.dynamoDB.send(new DescribeTableCommand({ TableName }));
      if (Table?.DeletionProtectionEnabled === true)
        await this.dynamoDB.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
      await this.dynamoDB.send(new DeleteTableCommand({ TableName }));
    }
    this.#servers.fauxqs.reset();
    this.#servers.schedules.reset();
  }

  #setStack(name: string, outputs: Record<string, string>): void {
    const Outputs = Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value }]));
    this.stacks.set(name, { status: 'CREATE_COMPLETE', template: { Resources: {}, Outputs } });
  }

  readonly #cloudFormation: Answer = (command, input: { readonly StackName?: string }) => {
    const found = this.stacks.get(input.StackName ?? '');
    if (found === undefined) {
      throw new CloudFormationServiceException({
        name: 'ValidationError',
        message: `Stack with id ${input.StackName ?? ''} does not exist`,
        $fault: 'client',
        $metadata: { httpStatusCode: 400 },
      });
    }
    if (command === 'GetTemplate') return Promise.resolve({ TemplateBody: JSON.stringify(found.template) });
    const outputs = Object.entries(found.template.Outputs ?? {});
    return Promise.resolve({
      Stacks: [
        {
          StackStatus: found.status,
          Outputs: outputs.map(([OutputKey, { Value }]) => ({ OutputKey, OutputValue: Value })),
        },
      ],
    });
  };

  async #headBucket({ Bucket: bucket }: { readonly Bucket: string }): Promise<unknown> {
    const httpStatusCode = this.taken.get(bucket) ?? 404;
    if (httpStatusCode === 200) return {};
    throw new S3ServiceException({ name: 'UnknownError', $fault: 'client', $metadata: { httpStatusCode } });
  }

  readonly #cloudWatch: Answer = () =>
    Promise.resolve({ MetricAlarms: this.alarms.map((AlarmName) => ({ AlarmName })) });

  async #run(checkout: Checkout, program: string, args: readonly string[], cwd: string): Promise<string> {
    const words = [program, ...args].join(' ');
    if (words === 'git rev-parse HEAD') return `${checkout.source.commit}\n`;
    if (words === 'git status --porcelain') return checkout.source.changes ?? '';
    if (words.startsWith('npm run --silent build') && cwd.endsWith('frontend')) await checkout.build();
    if (words.startsWith('cdk synth')) await checkout.synth(args);
    if (words.startsWith('cdk deploy')) await this.#deploy(args[args.indexOf('--app') + 1] ?? '');
    return '';
  }

  async #deploy(assembly: string): Promise<void> {
    if (this.deploymentFails !== undefined) {
      const message = this.deploymentFails;
      this.deploymentFails = undefined;
      throw new CommandError(message, 'Look above.');
    }
    const manifest = JSON.parse(await readFile(join(assembly, 'manifest.json'), 'utf8')) as {
      readonly artifacts: object;
    };
    const name = Object.keys(manifest.artifacts)[0] ?? '';
    const template = JSON.parse(await readFile(join(assembly, `${name}.template.json`), 'utf8')) as Template;
    // The assets go along with the template.
    await readFile(join(assembly, 'asset.1', 'index.mjs'));
    this.stacks.set(name, { status: 'UPDATE_COMPLETE', template });
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::DynamoDB::Table') await this.#createTable(String(Properties?.['TableName']));
    }
  }

  async #createTable(name: string): Promise<void> {
    try {
      await this.dynamoDB.send(new DescribeTableCommand({ TableName: name }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      await this.dynamoDB.send(
        new CreateTableCommand({
          TableName: name,
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          OnDemandThroughput: { MaxReadRequestUnits: 100, MaxWriteRequestUnits: 100 },
          Tags: [{ Key: 'project', Value: 'agentic-service-bot' }],
        }),
      );
      const TimeToLiveSpecification = { AttributeName: 'expiresAt', Enabled: true };
      await this.dynamoDB.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
      this.recovery.days.set(name, 35);
    }
  }

  #fetch(url: string): Promise<Response> {
    const { origin, pathname } = new URL(url);
    if (origin === ISSUER) {
      return Promise.resolve(Response.json(this.discovery));
    }
    return this.edge.get(pathname, origin === SITE_URLS.dev ? DEV_SITE : SITE);
  }
}

/** A template with these tables, as the stack has them. */
export const templateWith = (tables: readonly string[], environment: 'prod' | 'dev' = 'prod'): Template => ({
  Resources: Object.fromEntries(
    tables.map((table) => [
      table,
      {
        Type: 'AWS::DynamoDB::Table',
        Properties: { TableName: `agentic-service-bot-${environment}-${table}` },
      },
    ]),
  ),
  Outputs: {
    SiteUrl: { Value: SITE_URLS[environment] },
    WebSocketUrl: { Value: `${SITE_URLS[environment].replace('https', 'wss')}/ws` },
    FrontendBucket: { Value: environment === 'dev' ? DEV_SITE : SITE },
    DistributionId: { Value: 'E1' },
    Issuer: { Value: ISSUER },
    Audience: { Value: 'client' },
    ...Object.fromEntries(
      tables.map((table) => [
        `Table${table.charAt(0).toUpperCase()}${table.slice(1)}`,
        { Value: `agentic-service-bot-${environment}-${table}` },
      ]),
    ),
  },
});
