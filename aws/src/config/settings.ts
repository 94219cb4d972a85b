import * as z from 'zod';
import type { Setting } from '../functions.ts';

const text = z.string();
const claim = { schema: text, advice: "set it to a claim's name" };

const url = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value));

const arn = z.string().regex(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/);
const arnOf = (what: string) => ({ schema: arn, advice: `set it to the ARN of ${what}` });

const isOrigin = (value: string): boolean => URL.canParse(value) && new URL(value).origin === value;

const origins = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((list) => list.length > 0 && list.every(isOrigin));

const isTimeZone = (value: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** What each setting must be, and what to do when it is not. The stack sets them. */
export const SETTINGS = {
  ALLOWED_ORIGINS: {
    schema: origins,
    advice: 'set it to origins separated by commas, such as https://shop.example.com',
  },
  AUTH_AUDIENCE: { schema: text, advice: "set it to this application's id at the issuer" },
  AUTH_CLAIM_GROUPS: claim,
  AUTH_CLAIM_LEVEL: claim,
  AUTH_CLAIM_NAME: claim,
  AUTH_CLAIM_ROLE: claim,
  AUTH_CLAIM_TIME_ZONE: claim,
  AUTH_ISSUER: {
    schema: url,
    advice: 'set it to the URL of an OpenID Connect issuer, such as https://login.example.com',
  },
  AUTH_OPERATOR_GROUP: { schema: text, advice: "set it to a group's name" },
  CRITICAL_TOPIC_ARN: arnOf('the topic for alerts'),
  ENVIRONMENT: { schema: z.enum(['dev', 'prod']), advice: 'set it to dev or prod' },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error']),
    advice: 'set it to debug, info, warn or error, or leave it out for info',
  },
  MODEL: { schema: text, advice: "set it to a model's name, or leave it out for builtin" },
  MODEL_SECRET: { schema: text, advice: "set it to the ARN or the name of the secret with providers' keys" },
  QUEUE_URL: { schema: z.url({ protocol: /^https?$/ }), advice: "set it to the doorbell queue's URL" },
  REPORT_TIME_ZONE: {
    schema: text.refine(isTimeZone),
    advice: 'set it to a time zone, such as Europe/Berlin',
  },
  REPORT_TOPIC_ARN: arnOf('the topic for reports'),
  RETENTION_DAYS: {
    schema: z
      .string()
      .regex(/^[1-9]\d{0,4}$/)
      .transform(Number),
    advice: 'set it to a whole number of days, or leave it out to keep conversations for ever',
  },
  ROUTINE_QUEUE_ARN: arnOf('the queue of routines whose time has come'),
  SCHEDULER_DEAD_LETTER_ARN: arnOf("the queue for routines' calls that failed"),
  SCHEDULER_GROUP: { schema: text, advice: "set it to the name of the routines' schedule group" },
  SCHEDULER_ROLE_ARN: arnOf('the role that EventBridge Scheduler calls with'),
  WEBSOCKET_ENDPOINT: {
    schema: z.url({ protocol: /^https?$/ }),
    advice:
      "set it to the address of the API's management, such as https://ID.execute-api.REGION.amazonaws.com/STAGE",
  },
} as const satisfies Record<
  Setting,
  { readonly schema: z.ZodType<unknown, string>; readonly advice: string }
>;
