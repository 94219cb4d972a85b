import { join } from 'node:path';
import { FUNCTIONS, tableSetting } from '@agentic-service-bot/aws/functions';
import type { FunctionDefinition, FunctionName, Setting } from '@agentic-service-bot/aws/functions';
import type { TableName } from '@agentic-service-bot/aws/tables';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Environment } from './environments.ts';
import { namesOf, removalPolicyOf } from './names.ts';

/** The alias that everything calls: the version that is live. */
const LIVE = 'live';

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** Values of the settings; a function is given those that its definition names. */
export type SettingValues = Readonly<Partial<Record<Setting, string>>>;

export interface FunctionProps {
  readonly environment: Environment;
  readonly name: FunctionName;
  /** The folder with a bundle for each function. */
  readonly bundles: string;
  readonly tables: ReadonlyMap<TableName, ITable>;
  readonly settings: SettingValues;
  readonly permissions: readonly PolicyStatement[];
}

/** One function with a role, a log and an alias of its own. */
export class BotFunction extends Construct {
  readonly function: lambda.Function;
  readonly live: lambda.Alias;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: FunctionProps) {
    super(scope, id);
    const { environment, name } = props;
    const definition: FunctionDefinition = FUNCTIONS[name];
    const functionName = functionNameOf(environment, name);
    this.logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: environment.logRetentionDays,
      removalPolicy: removalPolicyOf(environment),
    });
    const role = new Role(this, 'Role', {
      description: `What ${name} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    this.logs.grantWrite(role);
    for (const statement of props.permissions) role.addToPrincipalPolicy(statement);

    this.function = new lambda.Function(this, 'Function', {
      functionName,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(join(props.bundles, name)),
      handler: 'index.handler',
      role,
      timeout: Duration.seconds(definition.timeout),
      memorySize: environment.memory[name],
      environment: {
        ...tableSettings(definition.tables, props.tables),
        ...given(definition.settings, props.settings),
      },
      logGroup: this.logs,
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel[environment.logLevel],
      systemLogLevelV2: lambda.SystemLogLevel.INFO,
      // What an operator goes back to.
      currentVersionOptions: { removalPolicy: removalPolicyOf(environment) },
    });
    this.live = new lambda.Alias(this, 'Live', {
      aliasName: LIVE,
      version: this.function.currentVersion as lambda.IVersion,
    });
  }
}

export const functionNameOf = (environment: Environment, name: FunctionName): string =>
  namesOf(
    environment,
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );

/** The ARN of a function's live alias, for what is made before the function. */
export function liveArnOf(scope: Construct, environment: Environment, name: FunctionName): string {
  return Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: `${functionNameOf(environment, name)}:${LIVE}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function tableSettings(
  names: readonly TableName[],
  tables: ReadonlyMap<TableName, ITable>,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [tableSetting(name), tables.get(name)?.tableName ?? '']));
}

function given(names: readonly Setting[], values: SettingValues): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
