import type { FunctionName } from '@agentic-service-bot/aws/functions';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { BotFunction } from './functions.ts';

/** Gives a new version of each function a tenth of the traffic for five minutes; an alarm takes it back. */
export class Canary extends Construct {
  constructor(
    scope: Construct,
    id: string,
    functions: ReadonlyMap<FunctionName, BotFunction>,
    alarms: ReadonlyMap<FunctionName, IAlarm>,
  ) {
    super(scope, id);
    const application = new LambdaApplication(this, 'Application');
    const role = new Role(this, 'Role', {
      description: 'Lets CodeDeploy move traffic between versions of functions',
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited'),
      ],
    });
    for (const [name, { live }] of functions) {
      const alarm = alarms.get(name);
      new LambdaDeploymentGroup(this, name, {
        application,
        alias: live,
        role,
        deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
        ...(alarm && { alarms: [alarm] }),
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
      });
    }
  }
}
