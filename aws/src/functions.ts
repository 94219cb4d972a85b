import type { TableName } from './tables.ts';

/** What starts a function. */
export type Trigger =
  /** API Gateway's REQUEST authorizer on `$connect`, not cached: each socket shows its own token. */
  | { readonly kind: 'authorizer' }
  /** Routes of the WebSocket API, as in {@link ROUTES}; proxy integration. */
  | { readonly kind: 'websocket' }
  /** Messages of a queue, one at a time, with partial batch responses. */
  | { readonly kind: 'queue'; readonly queue: 'doorbell' | 'deadLetters' | 'routines' }
  /** EventBridge Scheduler, with a schedule that the stack has. */
  | { readonly kind: 'schedule'; readonly expression: string; readonly timeZoneSetting?: 'REPORT_TIME_ZONE' }
  /** An operator, by hand. */
  | { readonly kind: 'manual' };

/** Environment variables besides `TABLE_…`. Those that a name can go without are in {@link OPTIONAL_SETTINGS}. */
export type Setting =
  | 'ALLOWED_ORIGINS'
  | 'AUTH_AUDIENCE'
  | 'AUTH_CLAIM_GROUPS'
  | 'AUTH_CLAIM_LEVEL'
  | 'AUTH_CLAIM_NAME'
  | 'AUTH_CLAIM_ROLE'
  | 'AUTH_CLAIM_TIME_ZONE'
  | 'AUTH_ISSUER'
  | 'AUTH_OPERATOR_GROUP'
  | 'CRITICAL_TOPIC_ARN'
  | 'ENVIRONMENT'
  | 'LOG_LEVEL'
  | 'MODEL'
  | 'MODEL_SECRET'
  | 'QUEUE_URL'
  | 'REPORT_TIME_ZONE'
  | 'REPORT_TOPIC_ARN'
  | 'RETENTION_DAYS'
  | 'ROUTINE_QUEUE_ARN'
  | 'SCHEDULER_DEAD_LETTER_ARN'
  | 'SCHEDULER_GROUP'
  | 'SCHEDULER_ROLE_ARN'
  | 'WEBSOCKET_ENDPOINT';

const OPTIONAL = [
  'AUTH_CLAIM_GROUPS',
  'AUTH_CLAIM_LEVEL',
  'AUTH_CLAIM_NAME',
  'AUTH_CLAIM_ROLE',
  'AUTH_CLAIM_TIME_ZONE',
  'AUTH_OPERATOR_GROUP',
  'LOG_LEVEL',
  'MODEL',
  'MODEL_SECRET',
  'RETENTION_DAYS',
] as const satisfies readonly Setting[];

/** A setting that a function starts without. */
export type OptionalSetting = (typeof OPTIONAL)[number];
export const OPTIONAL_SETTINGS: ReadonlySet<Setting> = new Set(OPTIONAL);

/** One Lambda function. Its bundle exports `handler`. */
export interface FunctionDefinition {
  /** The file that exports `handler`, relative to `aws/src`. */
  readonly file: string;
  readonly trigger: Trigger;
  /** Seconds. Behind API Gateway below the 29 of an integration, so that the function ends first. */
  readonly timeout: number;
  readonly settings: readonly Setting[];
  /** The tables it uses; their names are in its settings too, as {@link tableSetting} says. */
  readonly tables: readonly TableName[];
}

/** The setting with a table's physical name. */
export const tableSetting = (table: TableName): string => `TABLE_${table.toUpperCase()}`;

const COMMON = ['ENVIRONMENT', 'LOG_LEVEL'] as const;
const SPEAKS = ['QUEUE_URL', 'RETENTION_DAYS', 'WEBSOCKET_ENDPOINT'] as const;
const SCHEDULES = [
  'ROUTINE_QUEUE_ARN',
  'SCHEDULER_DEAD_LETTER_ARN',
  'SCHEDULER_GROUP',
  'SCHEDULER_ROLE_ARN',
] as const;

/** The functions that the stack has. */
export const FUNCTIONS = {
  /** Says who a token is, before a socket opens. */
  authorize: {
    file: 'handlers/authorize.ts',
    trigger: { kind: 'authorizer' },
    timeout: 10,
    settings: [
      ...COMMON,
      'ALLOWED_ORIGINS',
      'AUTH_AUDIENCE',
      'AUTH_CLAIM_GROUPS',
      'AUTH_CLAIM_LEVEL',
      'AUTH_CLAIM_NAME',
      'AUTH_CLAIM_ROLE',
      'AUTH_CLAIM_TIME_ZONE',
      'AUTH_ISSUER',
      'AUTH_OPERATOR_GROUP',
    ],
    tables: [],
  },
  /** Selects the subprotocol. */
  connect: {
    file: 'handlers/connect.ts',
    trigger: { kind: 'websocket' },
    timeout: 10,
    settings: [...COMMON],
    tables: [],
  },
  /** Forgets a socket. */
  disconnect: {
    file: 'handlers/disconnect.ts',
    trigger: { kind: 'websocket' },
    timeout: 10,
    settings: [...COMMON],
    tables: ['connections'],
  },
  /** Takes every frame of a client: checks it, stores it, rings, answers. */
  receive: {
    file: 'handlers/receive.ts',
    trigger: { kind: 'websocket' },
    timeout: 28,
    settings: [...COMMON, ...SPEAKS],
    tables: ['messages', 'conversations', 'ledger', 'customers', 'connections', 'counters'],
  },
  /** Answers a rung conversation. */
  work: {
    file: 'handlers/work.ts',
    trigger: { kind: 'queue', queue: 'doorbell' },
    timeout: 60,
    settings: [...COMMON, ...SPEAKS, ...SCHEDULES, 'MODEL', 'MODEL_SECRET'],
    tables: ['messages', 'conversations', 'ledger', 'customers', 'connections', 'counters', 'pauses'],
  },
  /** Ends in words what could not be answered after several tries. */
  closeTurn: {
    file: 'handlers/close-turn.ts',
    trigger: { kind: 'queue', queue: 'deadLetters' },
    timeout: 60,
    settings: [...COMMON, ...SPEAKS],
    tables: ['messages', 'conversations', 'ledger', 'customers', 'connections', 'pauses'],
  },
  /** Begins the reply of a customer's routine whose time has come. */
  runRoutine: {
    file: 'handlers/run-routine.ts',
    trigger: { kind: 'queue', queue: 'routines' },
    timeout: 60,
    settings: [...COMMON, ...SPEAKS],
    tables: ['messages', 'conversations', 'customers', 'connections'],
  },
  /** Reports the last day to the team. */
  dailySummary: {
    file: 'handlers/daily-summary.ts',
    trigger: { kind: 'schedule', expression: 'cron(0 8 * * ? *)', timeZoneSetting: 'REPORT_TIME_ZONE' },
    timeout: 60,
    settings: [...COMMON, 'REPORT_TIME_ZONE', 'REPORT_TOPIC_ARN'],
    tables: [],
  },
  /** Tells operators of customers who wait while nobody looks. */
  alertOperators: {
    file: 'handlers/alert-operators.ts',
    trigger: { kind: 'schedule', expression: 'rate(1 minute)' },
    timeout: 50,
    settings: [...COMMON, 'CRITICAL_TOPIC_ARN'],
    tables: ['conversations', 'connections', 'counters'],
  },
  /** Puts the service's demo customers in; refuses outside `dev`. */
  seed: {
    file: 'handlers/seed.ts',
    trigger: { kind: 'manual' },
    timeout: 60,
    settings: [...COMMON, ...SCHEDULES],
    tables: ['customers'],
  },
} as const satisfies Record<string, FunctionDefinition>;

export type FunctionName = keyof typeof FUNCTIONS;

/** How API Gateway chooses a route: there is one for all frames, as the gateway of the bot tells them apart. */
export const ROUTE_SELECTION = '$request.body.action';

/** The routes of the WebSocket API, and the function behind each. `$connect` is the one that the authorizer guards. */
export const ROUTES = {
  $connect: 'connect',
  $disconnect: 'disconnect',
  $default: 'receive',
} as const satisfies Record<string, FunctionName>;
