import type { FunctionName } from '@agentic-service-bot/aws/functions';

export type EnvironmentName = 'dev' | 'prod';

/**
 * Everything in which the environments differ. What is not in here is the same in all of them; a test holds their
 * templates to the list of differences that these numbers make.
 */
export interface Environment {
  readonly name: EnvironmentName;
  /** Where the site is once a hosted zone is given. */
  readonly domainName: string;
  /** What becomes of tables, buckets, keys, logs and people's accounts when the stack is deleted. */
  readonly removal: 'destroy' | 'retain';
  /** Whether AWS refuses to delete the stack, its tables and its user pool. */
  readonly protected: boolean;
  readonly logLevel: 'DEBUG' | 'INFO';
  /** Of API Gateway's execution logs. They hold no payload in either. */
  readonly apiLogLevel: 'INFO' | 'ERROR';
  /** Days that logs are kept. */
  readonly logRetentionDays: 14 | 365;
  /** Days that access logs are kept: of buckets, CloudFront, the firewall. */
  readonly accessLogDays: number;
  /** Days that a conversation is kept after it was last written in. */
  readonly conversationDays: number;
  /** Days that tables can be taken back to. */
  readonly recoveryDays: number;
  /** Days that replaced or deleted files of the site are kept. */
  readonly oldFileDays: number;
  /** Seconds that CloudFront keeps what is not named by its content. */
  readonly cacheSeconds: number;
  /** Most request units a second of one table; undefined: as many as the account has. */
  readonly requestUnits: { readonly read: number; readonly write: number } | undefined;
  /** Frames a second that the API takes, all sockets together. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Conversations that are answered at the same time. 2 is the least that AWS takes. */
  readonly workers: number;
  /** MB. The share of a processor grows with it: 1,769 is one. */
  readonly memory: Readonly<Record<FunctionName, number>>;
  /** Pages besides the site's own that may open a socket. */
  readonly localOrigins: readonly string[];
  /** Where CloudFront serves from: Europe and North America, or everywhere. */
  readonly edges: 'PriceClass_100' | 'PriceClass_All';
  /** Requests of one address in five minutes, above which it is blocked. */
  readonly requestsPerAddress: number;
  /** Whether a new version first takes a tenth of the traffic, and is taken back by an alarm. */
  readonly canary: boolean;
  /** Days that daily copies of the tables are kept in a vault; undefined: none are made. */
  readonly backupDays: number | undefined;
  readonly alarms: {
    /** Percent of a function's invocations, or of frames. */
    readonly errorPercent: number;
    /** Seconds that the oldest ring has waited. */
    readonly queueAge: number;
    /** Of the model, in five minutes. */
    readonly modelFailures: number;
    /** US dollars a day that the models cost, at the pace of the last hour. */
    readonly costPerDay: number;
  };
}

const DEV: Environment = {
  name: 'dev',
  domainName: 'agentic-service-bot.dev.jake-moses.com',
  removal: 'destroy',
  protected: false,
  logLevel: 'DEBUG',
  apiLogLevel: 'INFO',
  logRetentionDays: 14,
  accessLogDays: 14,
  conversationDays: 14,
  recoveryDays: 7,
  oldFileDays: 7,
  cacheSeconds: 60,
  requestUnits: { read: 100, write: 100 },
  throttle: { rate: 50, burst: 100 },
  workers: 2,
  memory: {
    authorize: 256,
    connect: 256,
    disconnect: 256,
    receive: 512,
    work: 512,
    closeTurn: 512,
    runRoutine: 512,
    dailySummary: 256,
    alertOperators: 256,
    seed: 512,
  },
  localOrigins: ['http://localhost:3000', 'http://localhost:5173'],
  edges: 'PriceClass_100',
  requestsPerAddress: 1_000,
  canary: false,
  backupDays: undefined,
  alarms: { errorPercent: 5, queueAge: 120, modelFailures: 5, costPerDay: 5 },
};

const PROD: Environment = {
  name: 'prod',
  domainName: 'agentic-service-bot.jake-moses.com',
  removal: 'retain',
  protected: true,
  logLevel: 'INFO',
  apiLogLevel: 'ERROR',
  logRetentionDays: 365,
  accessLogDays: 365,
  conversationDays: 365,
  recoveryDays: 35,
  oldFileDays: 90,
  cacheSeconds: 3_600,
  requestUnits: undefined,
  throttle: { rate: 2_000, burst: 4_000 },
  workers: 200,
  memory: {
    authorize: 512,
    connect: 256,
    disconnect: 256,
    receive: 1_024,
    work: 1_769,
    closeTurn: 1_024,
    runRoutine: 1_024,
    dailySummary: 512,
    alertOperators: 512,
    seed: 512,
  },
  localOrigins: [],
  edges: 'PriceClass_All',
  requestsPerAddress: 2_000,
  canary: true,
  backupDays: 35,
  alarms: { errorPercent: 1, queueAge: 60, modelFailures: 20, costPerDay: 200 },
};

export const ENVIRONMENTS: Readonly<Record<EnvironmentName, Environment>> = { dev: DEV, prod: PROD };
