import { ROUTES, ROUTE_SELECTION } from '@agentic-service-bot/aws/functions';
import { functionNameOf } from '../../src/functions.ts';
import type { Found, Rule } from '../rule.ts';
import { all, at, every, property, remove, same, set, show, target, text } from '../rule.ts';

const API = 'AWS::ApiGatewayV2::Api';
const ROUTE = 'AWS::ApiGatewayV2::Route';
const STAGE = 'AWS::ApiGatewayV2::Stage';
const AUTHORIZER = 'AWS::ApiGatewayV2::Authorizer';

const key = (found: Found) => text(property(found, 'RouteKey'));
const connect = (found: Found) => key(found) === '$connect';

/** What each line of the access log is to say. */
const LOGGED = [
  'requestId',
  'eventType',
  'routeKey',
  'status',
  'connectionId',
  'ip',
  'integrationStatus',
  'authorizerError',
];
/** What could hold a token, or what somebody said. */
const NEVER_LOGGED = /header|query|cookie|body|protocol|authorizer\.principalId|claims/i;
/** What comes with quotes around it, so that a line that puts it into quotes is no JSON (“API Gateway access log variables”). */
const QUOTED = /messageString$/;

export const API_RULES: readonly Rule[] = [
  {
    says: 'The routes are the code’s, each with its function, and a socket opens only after authorize has said who it is',
    problems: ({ template, environment }) => {
      const routes = all(template, ROUTE);
      const wanted = Object.keys(ROUTES).toSorted();
      const authorizer = target(template, at(routes.find(connect)?.Properties, 'AuthorizerId'));
      return [
        ...(same(routes.map(key).toSorted(), wanted) ? [] : [`the routes are ${show(routes.map(key))}`]),
        ...every(template, API, { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: ROUTE_SELECTION }),
        ...every(template, ROUTE, { AuthorizationType: 'CUSTOM' }, connect),
        ...(authorizer?.Type === AUTHORIZER ? [] : ['$connect has no authorizer']),
        ...every(template, AUTHORIZER, {
          AuthorizerType: 'REQUEST',
          IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
          AuthorizerUri: (value) => calls(value, 'authorize'),
        }),
        ...routes.flatMap((route) => {
          const reference = text(property(route, 'Target'));
          const integration = all(template, 'AWS::ApiGatewayV2::Integration').find(({ id }) =>
            reference.includes(`\${${id}}`),
          );
          const name = ROUTES[key(route) as keyof typeof ROUTES];
          return integration && calls(property(integration, 'IntegrationUri'), name)
            ? []
            : [`${key(route)} does not lead to ${name}`];
        }),
      ];

      function calls(uri: unknown, name: Parameters<typeof functionNameOf>[1]): boolean {
        const alias = all(template, 'AWS::Lambda::Alias').find(({ id }) => text(uri).includes(`\${${id}}`));
        const called = alias && target(template, property(alias, 'FunctionName'));
        return called !== undefined && property(called, 'FunctionName') === functionNameOf(environment, name);
      }
    },
    mutations: {
      'anybody connects': (t) => set(t, ROUTE, 'AuthorizationType', 'NONE', connect),
      'no authorizer': (t) => set(t, ROUTE, 'AuthorizerId', undefined, connect),
      'asked without a token': (t) => set(t, AUTHORIZER, 'IdentitySource', undefined),
      'a route less': (t) => remove(t, ROUTE, (found) => key(found) === '$disconnect'),
      'crossed routes': (t) =>
        set(
          t,
          ROUTE,
          'Target',
          at(all(t, ROUTE).find(connect)?.Properties, 'Target'),
          (found) => key(found) === '$default',
        ),
      'another choice of route': (t) => set(t, API, 'RouteSelectionExpression', '$request.body.type'),
    },
  },
  {
    says: 'The stage is measured, throttled and logged at the environment’s level; no payload is ever traced',
    problems: ({ template, environment }) =>
      every(template, STAGE, {
        DefaultRouteSettings: {
          DataTraceEnabled: false,
          DetailedMetricsEnabled: true,
          LoggingLevel: environment.apiLogLevel,
          ThrottlingBurstLimit: environment.throttle.burst,
          ThrottlingRateLimit: environment.throttle.rate,
        },
        RouteSettings: undefined,
      }),
    mutations: {
      'payloads traced': (t) => set(t, STAGE, 'DefaultRouteSettings.DataTraceEnabled', true),
      'payloads of a route traced': (t) =>
        set(t, STAGE, 'RouteSettings', { $connect: { DataTraceEnabled: true } }),
      'no metrics': (t) => set(t, STAGE, 'DefaultRouteSettings.DetailedMetricsEnabled', false),
      'no execution logs': (t) => set(t, STAGE, 'DefaultRouteSettings.LoggingLevel', 'OFF'),
      'no throttle': (t) => set(t, STAGE, 'DefaultRouteSettings.ThrottlingRateLimit', undefined),
    },
  },
  {
    says: 'The access log is JSON with what an operator needs, and nothing that could hold a token or a text',
    problems: ({ template }) =>
      every(template, STAGE, {
        'AccessLogSettings.DestinationArn': (value) =>
          target(template, value)?.Type === 'AWS::Logs::LogGroup',
        'AccessLogSettings.Format': (value) => {
          if (typeof value !== 'string' || value.length > 3_072) return false;
          const format = JSON.parse(value) as Record<string, string>;
          const values = Object.values(format);
          return (
            LOGGED.every((name) => name in format) &&
            values.every(
              (variable) =>
                /^\$context\.[\w.]+$/.test(variable) &&
                !NEVER_LOGGED.test(variable) &&
                !QUOTED.test(variable),
            )
          );
        },
      }),
    mutations: {
      'no access log': (t) => set(t, STAGE, 'AccessLogSettings', undefined),
      'the token': (t) =>
        set(
          t,
          STAGE,
          'AccessLogSettings.Format',
          '{"requestId":"$context.requestId","token":"$context.requestHeaders"}',
        ),
      'too little': (t) => set(t, STAGE, 'AccessLogSettings.Format', '{"requestId":"$context.requestId"}'),
      'no JSON once there is an error': (t) => {
        const format = text(at(all(t, STAGE)[0]?.Properties, 'AccessLogSettings.Format'));
        set(t, STAGE, 'AccessLogSettings.Format', format.replace('error.message"', 'error.messageString"'));
      },
    },
  },
  {
    says: 'The group of the execution logs is made before the stage, so that API Gateway makes none that stays for ever',
    problems: ({ template }) => {
      const group = all(template, 'AWS::Logs::LogGroup').find((found) =>
        /^\/aws\/apigateway\/\$\{\w+\}\/ws$/.test(text(property(found, 'LogGroupName'))),
      );
      const stage = all(template, STAGE)[0];
      return group && [stage?.DependsOn].flat().includes(group.id)
        ? []
        : ['there is no group before the stage'];
    },
    mutations: {
      'after the stage': (t) =>
        Reflect.deleteProperty(t.Resources[all(t, STAGE)[0]?.id ?? ''] ?? {}, 'DependsOn'),
    },
  },
];
