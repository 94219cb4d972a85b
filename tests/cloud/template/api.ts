import type { Gateway, GatewayOptions, Route } from '../platform/gateway.ts';
import type { LambdaFunction } from '../platform/lambda.ts';
import type { PlatformClock } from '../platform/clock.ts';
import { isLike } from '../iam/evaluate.ts';
import { functionNameIn } from './functions.ts';
import type { Place } from './identities.ts';
import type { Properties, Resolver } from './resolve.ts';

/** Reads the WebSocket API of a template: its routes, its authorizer, its stage. */
export function apiOf(
  resolver: Resolver,
  place: Place,
  functions: ReadonlyMap<string, LambdaFunction>,
  clock: PlatformClock,
): Parameters<typeof Gateway.open>[0] {
  const [apiId, api] = one(resolver, 'AWS::ApiGatewayV2::Api');
  const [, stage] = one(resolver, 'AWS::ApiGatewayV2::Stage');
  const { account, region } = place;
  const id = resolver.reference(apiId);
  const arn = `arn:aws:execute-api:${region}:${account}:${id}`;
  const permissions = [...resolver.resources('AWS::Lambda::Permission').values()];
  const integrations = byReference(resolver, 'AWS::ApiGatewayV2::Integration');
  const authorizers = byReference(resolver, 'AWS::ApiGatewayV2::Authorizer');
  const answered = new Set(
    [...resolver.resources('AWS::ApiGatewayV2::RouteResponse').values()].map((each) => each.text('RouteId')),
  );

  /** The function behind a URI, if API Gateway may invoke it for the source. */
  const behind = (uri: string, source: string): LambdaFunction => {
    const called = /functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? '';
    const mayInvoke = permissions.some(
      (permission) =>
        permission.at('Principal') === 'apigateway.amazonaws.com' &&
        permission.at('Action') === 'lambda:InvokeFunction' &&
        permission.at('FunctionName') === called &&
        isLike(permission.textOr('*', 'SourceArn'), source),
    );
    if (!mayInvoke) throw new Error(`API Gateway may not invoke ${called} for ${source}.`);
    return functionCalled(functions, called);
  };

  const authorizerOf = (route: Properties): Pick<Route, 'authorizer'> => {
    if (route.at('AuthorizationType') !== 'CUSTOM') return {};
    const reference = route.text('AuthorizerId');
    const authorizer = authorizers.get(reference);
    if (authorizer?.at('AuthorizerType') !== 'REQUEST') {
      throw new Error(`${route.logicalId} has no REQUEST authorizer.`);
    }
    return {
      authorizer: {
        function: behind(authorizer.text('AuthorizerUri'), `${arn}/authorizers/${reference}`),
        identitySources: authorizer.list('IdentitySource').map(String),
      },
    };
  };

  const routes = [...resolver.resources('AWS::ApiGatewayV2::Route')].map(([logicalId, route]) => {
    const key = route.text('RouteKey');
    const target = integrations.get(route.text('Target').replace(/^integrations\//, ''));
    if (target?.at('IntegrationType') !== 'AWS_PROXY') throw new Error(`${key} has no proxy integration.`);
    const found: Route = {
      function: behind(target.text('IntegrationUri'), `${arn}/${stage.text('StageName')}/${key}`),
      answers: answered.has(resolver.reference(logicalId)),
      ...authorizerOf(route),
    };
    return [key, found] as const;
  });

  const rate = stage.at('DefaultRouteSettings', 'ThrottlingRateLimit');
  const burst = stage.at('DefaultRouteSettings', 'ThrottlingBurstLimit');
  return {
    apiId: id,
    stage: stage.text('StageName'),
    region,
    account,
    routeSelection: api.text('RouteSelectionExpression'),
    routes: new Map(routes),
    ...(rate !== undefined &&
      burst !== undefined && { throttle: { rate: Number(rate), burst: Number(burst) } }),
    clock,
  } satisfies GatewayOptions;
}

/** The function of a name or an ARN. */
export function functionCalled(
  functions: ReadonlyMap<string, LambdaFunction>,
  called: string,
): LambdaFunction {
  const found = functions.get(functionNameIn(called));
  if (found === undefined) throw new Error(`${called} is no function of ours.`);
  return found;
}

function one(resolver: Resolver, type: string): [string, Properties] {
  const [first, ...more] = resolver.resources(type);
  if (first === undefined || more.length > 0) throw new Error(`The template has not one ${type}.`);
  return first;
}

const byReference = (resolver: Resolver, type: string): ReadonlyMap<string, Properties> =>
  new Map([...resolver.resources(type)].map(([logicalId, found]) => [resolver.reference(logicalId), found]));
