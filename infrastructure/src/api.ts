import { ROUTES, ROUTE_SELECTION } from '@agentic-service-bot/aws/functions';
import type { FunctionName } from '@agentic-service-bot/aws/functions';
import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnStage, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Environment } from './environments.ts';
import { namesOf, removalPolicyOf } from './names.ts';

/** So that the site's `/ws` is this stage without a path being rewritten. */
export const STAGE = 'ws';

/** What a line of the access log says. No header, no query, no frame: a token could be in each. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  eventType: '$context.eventType',
  routeKey: '$context.routeKey',
  status: '$context.status',
  connectionId: '$context.connectionId',
  ip: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  authorizerStatus: '$context.authorizer.status',
  authorizerError: '$context.authorizer.error',
  // Not its `messageString`: that one has quotes of its own, and the line would be no JSON.
  error: '$context.error.message',
};

/** The WebSocket API: its routes are the code's. */
export class Api extends Construct {
  readonly api: WebSocketApi;
  /** `https`: what functions push frames through. */
  readonly managementEndpoint: string;
  /** `wss`: what browsers that do not come through the site open. */
  readonly url: string;
  readonly host: string;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'Api', {
      apiName: namesOf(environment),
      description: 'Chat of the Agentic Service Bot',
      routeSelectionExpression: ROUTE_SELECTION,
    });
    this.host = `${this.api.apiId}.execute-api.${Stack.of(this).region}.${Aws.URL_SUFFIX}`;
    this.managementEndpoint = `https://${this.host}/${STAGE}`;
    this.url = `wss://${this.host}/${STAGE}`;
    this.#stage(environment);
  }

  /** Sends each route to its function; `$connect` only after `authorize` has said who it is. */
  route(functions: ReadonlyMap<FunctionName, IFunction>): void {
    const at = (name: FunctionName): IFunction => {
      const found = functions.get(name);
      if (!found) throw new Error(`There is no function ${name}.`);
      return found;
    };
    const authorizer = new WebSocketLambdaAuthorizer('Authorizer', at('authorize'), {
      // Without a token nobody is asked.
      identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    for (const [key, name] of Object.entries(ROUTES)) {
      this.api.addRoute(key, {
        integration: new WebSocketLambdaIntegration(`${name}Integration`, at(name)),
        ...(key === '$connect' && { authorizer }),
      });
    }
  }

  #stage(environment: Environment): void {
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/${namesOf(environment, 'api')}`,
      retention: environment.logRetentionDays,
      removalPolicy: removalPolicyOf(environment),
    });
    // API Gateway makes this group itself, kept for ever, unless it is there.
    const executionLogs = new LogGroup(this, 'ExecutionLogs', {
      logGroupName: `/aws/apigateway/${this.api.apiId}/${STAGE}`,
      retention: environment.logRetentionDays,
      // Its name goes with the API's id.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new CfnStage(this, 'Stage', {
      apiId: this.api.apiId,
      stageName: STAGE,
      autoDeploy: true,
      accessLogSettings: { destinationArn: accessLogs.logGroupArn, format: JSON.stringify(ACCESS_LOG) },
      defaultRouteSettings: {
        // Payloads hold what people say, and the handshake a token.
        dataTraceEnabled: false,
        detailedMetricsEnabled: true,
        loggingLevel: environment.apiLogLevel,
        throttlingRateLimit: environment.throttle.rate,
        throttlingBurstLimit: environment.throttle.burst,
      },
    });
    stage.node.addDependency(executionLogs);
  }
}
