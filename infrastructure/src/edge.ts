import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Environment } from './environments.ts';
import { namesOf, removalPolicyOf } from './names.ts';

/** AWS's own rule groups, in the order in which they are asked. */
const MANAGED_GROUPS = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
];

/** Headers that are not written down: they hold tokens. */
const SECRET_HEADERS = ['authorization', 'cookie', 'sec-websocket-protocol'];

/** The firewall in front of the site and of the sockets that come through it. */
export class Edge extends Construct {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const name = namesOf(environment);
    const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
      metricName,
    });
    const acl = new CfnWebACL(this, 'WebAcl', {
      name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible(name),
      rules: [
        {
          name: 'OneAddress',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: {
              limit: environment.requestsPerAddress,
              aggregateKeyType: 'IP',
              evaluationWindowSec: 300,
            },
          },
          visibilityConfig: visible('OneAddress'),
        },
        ...MANAGED_GROUPS.map((group, index) => ({
          name: group,
          priority: index + 1,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: group } },
          visibilityConfig: visible(group),
        })),
      ],
    });
    this.webAclArn = acl.attrArn;

    // AWS asks for the prefix.
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `aws-waf-logs-${name}`,
      retention: environment.logRetentionDays,
      removalPolicy: removalPolicyOf(environment),
    });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      // Without the `:*` with which a log group's ARN ends.
      logDestinationConfigs: [
        Arn.format(
          {
            service: 'logs',
            resource: 'log-group',
            resourceName: logs.logGroupName,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          },
          Stack.of(this),
        ),
      ],
      redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { Name: header } })),
    });
  }
}
