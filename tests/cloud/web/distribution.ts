import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { headersOf } from '@agentic-service-bot/infrastructure/operations';
import * as z from 'zod';
import type { Asked } from '../../support/web.ts';
import type { Answer } from '../platform/wire.ts';
import type { Resolver } from '../template/resolve.ts';
import type { Host } from './internet.ts';

const behavior = z.object({
  TargetOriginId: z.string(),
  PathPattern: z.string().optional(),
  FunctionAssociations: z
    .array(z.object({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() }))
    .default([]),
  ResponseHeadersPolicyId: z.string().optional(),
});
type Behavior = z.infer<typeof behavior>;

const distribution = z.object({
  DefaultRootObject: z.string(),
  DefaultCacheBehavior: behavior,
  CacheBehaviors: z.array(behavior).default([]),
  Origins: z.array(
    z.object({ Id: z.string(), DomainName: z.string(), S3OriginConfig: z.unknown().optional() }),
  ),
});

/** A policy of headers; a part of it that is not here is an error, not left out. */
const headersPolicy = z.strictObject({
  Name: z.string(),
  SecurityHeadersConfig: z.strictObject({
    ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }),
    ContentTypeOptions: z.object({}),
    FrameOptions: z.object({ FrameOption: z.string() }).optional(),
    ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }),
    StrictTransportSecurity: z.object({ AccessControlMaxAgeSec: z.number(), IncludeSubdomains: z.boolean() }),
  }),
  CorsConfig: z
    .object({
      AccessControlAllowCredentials: z.literal(false),
      AccessControlAllowOrigins: z.object({ Items: z.array(z.string()) }),
    })
    .optional(),
  CustomHeadersConfig: z.strictObject({
    Items: z.array(z.object({ Header: z.string(), Value: z.string() })),
  }),
});

type HeadersPolicy = z.infer<typeof headersPolicy>;

export interface DistributionOptions {
  readonly resolver: Resolver;
  /** The built pages: what a deployment puts into the site's bucket. */
  readonly pages: string;
  /** `config.json`, which lies beside them. */
  readonly config: string;
  /** Where sockets of the API go, by the API's host. */
  readonly sockets: ReadonlyMap<string, URL>;
}

/** The template's CloudFront: its paths, its functions, its headers. It keeps nothing, so that each request is answered anew. */
export class Distribution implements Host {
  readonly #options: DistributionOptions;
  readonly #config: z.infer<typeof distribution>;
  readonly #headers: ReadonlyMap<string, HeadersPolicy>;
  readonly #functions: ReadonlyMap<string, string>;

  constructor(options: DistributionOptions) {
    this.#options = options;
    const { resolver } = options;
    const [found] = resolver.resources('AWS::CloudFront::Distribution').values();
    this.#config = distribution.parse(found?.at('DistributionConfig'));
    this.#headers = new Map(
      [...resolver.resources('AWS::CloudFront::ResponseHeadersPolicy')].map(([id, policy]) => [
        resolver.reference(id),
        headersPolicy.parse(policy.at('ResponseHeadersPolicyConfig')),
      ]),
    );
    this.#functions = new Map(
      [...resolver.resources('AWS::CloudFront::Function')].map(([id, each]) => [
        resolver.attribute(id, 'FunctionARN'),
        each.text('FunctionCode'),
      ]),
    );
  }

  async answer({ url, headers: asked }: Asked): Promise<Answer> {
    const behavior = this.#behaviorOf(url.pathname);
    const request = this.#run(behavior, 'viewer-request', { request: { uri: url.pathname } }) as {
      readonly uri?: string;
    };
    const uri = request.uri ?? url.pathname;
    const path = uri === '/' ? this.#config.DefaultRootObject : uri.slice(1);
    const content = await this.#read(behavior, path);
    const policy = this.#headers.get(behavior.ResponseHeadersPolicyId ?? '');
    const always = policy === undefined ? {} : headersFrom(policy, asked.origin);
    if (content === undefined) return { status: 404, headers: always, body: 'Not found' };
    const { contentType, cacheControl } = headersOf(path);
    const response = { headers: { 'cache-control': { value: cacheControl } } };
    const { headers } = this.#run(behavior, 'viewer-response', { request: { uri }, response }) as {
      readonly headers?: Readonly<Record<string, { readonly value: string }>>;
    };
    const own = Object.entries(headers ?? response.headers).map(([name, { value }]) => [name, value]);
    return {
      status: 200,
      headers: { ...always, 'content-type': contentType, ...Object.fromEntries(own) },
      body: content,
    };
  }

  socket(path: string): URL | undefined {
    const { TargetOriginId } = this.#behaviorOf(path);
    const origin = this.#config.Origins.find(({ Id }) => Id === TargetOriginId);
    return this.#options.sockets.get(origin?.DomainName ?? '');
  }

  #behaviorOf(path: string): Behavior {
    const { CacheBehaviors, DefaultCacheBehavior } = this.#config;
    return CacheBehaviors.find(({ PathPattern }) => PathPattern === path) ?? DefaultCacheBehavior;
  }

  /** Runs what stands at that moment of a request; what it is given comes back where nothing does. */
  #run(
    { FunctionAssociations }: Behavior,
    moment: 'viewer-request' | 'viewer-response',
    event: object,
  ): unknown {
    const arn = FunctionAssociations.find(({ EventType }) => EventType === moment)?.FunctionARN;
    const code = arn === undefined ? undefined : this.#functions.get(arn);
    if (arn !== undefined && code === undefined) throw new Error(`The template has no function ${arn}.`);
    return code === undefined ? {} : runInNewContext(`${code}; handler(event)`, { event });
  }

  async #read({ TargetOriginId }: Behavior, path: string): Promise<string | Buffer | undefined> {
    const origin = this.#config.Origins.find(({ Id }) => Id === TargetOriginId);
    if (origin?.S3OriginConfig === undefined) return undefined;
    if (path === 'config.json') return this.#options.config;
    return await readFile(join(this.#options.pages, path)).catch(() => undefined);
  }
}

/** The headers that a policy adds to an answer to a page of that origin; undefined: of the site's own. */
function headersFrom(
  { SecurityHeadersConfig: security, CustomHeadersConfig: custom, CorsConfig: cors }: HeadersPolicy,
  origin: string | undefined,
): Record<string, string> {
  const { AccessControlMaxAgeSec: age, IncludeSubdomains } = security.StrictTransportSecurity;
  const mayRead = origin !== undefined && cors?.AccessControlAllowOrigins.Items.includes(origin) === true;
  return {
    'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    ...(security.FrameOptions && { 'x-frame-options': security.FrameOptions.FrameOption }),
    'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
    'strict-transport-security': `max-age=${age}${IncludeSubdomains ? '; includeSubDomains' : ''}`,
    ...(mayRead && { 'access-control-allow-origin': origin, vary: 'Origin' }),
    ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value])),
  };
}
