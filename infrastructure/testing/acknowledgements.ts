/** A finding of a checker that is left as it is. */
export interface Acknowledgement {
  /** The checker's rule, without what it found in brackets. */
  readonly rule: string;
  /** Paths of constructs, below their stack. */
  readonly where: RegExp;
  readonly reason: string;
}

const ONLY_CONNECT =
  'API Gateway takes an authorizer on $connect alone; every frame after it carries what that said.';
const DELIVERED =
  'CloudFront logs through CloudWatch Logs’ delivery (v2), which the rule does not know; a rule of ours looks at it.';
const OWN_DOMAIN =
  'Without a zone of one’s own the site has CloudFront’s name and certificate, whose policy can’t be set.';
const CONNECTIONS = 'A connection’s id is part of the resource: whoever pushes does so to any of this API’s.';
const ROUTINES = 'Routines are named as customers make them; the permission ends at their group.';
const BY_ALIAS = 'The rule can’t see that the source is this API: it is given through a reference.';
const PAY_FOR_KEYS =
  'Encrypted with AWS’s key: a key of one’s own costs for each request and is asked for by no requirement.';
const LOG_BUCKET = 'It is where the access logs go.';

/** Findings of cdk-nag (AwsSolutions), cfn-guard (Control Tower) and the CDK itself that are meant to be so. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  { rule: 'AwsSolutions-APIG4', where: /^Api\/Api\/\$(disconnect|default)-Route/, reason: ONLY_CONNECT },
  {
    rule: 'api_gw_v2_authorization_type_configured_check',
    where: /^Api\/Api\/\$(disconnect|default)-Route/,
    reason: ONLY_CONNECT,
  },
  { rule: 'AwsSolutions-CFR1', where: /^Frontend\/Distribution/, reason: 'Customers may be anywhere.' },
  { rule: 'AwsSolutions-CFR3', where: /^Frontend\/Distribution/, reason: DELIVERED },
  { rule: 'cloudfront_access_logs_enabled_check', where: /^Frontend\/Distribution/, reason: DELIVERED },
  { rule: 'AwsSolutions-CFR4', where: /^Frontend\/Distribution/, reason: OWN_DOMAIN },
  { rule: 'cloudfront_custom_ssl_certificate_check', where: /^Frontend\/Distribution/, reason: OWN_DOMAIN },
  { rule: 'cloudfront_sni_enabled_check', where: /^Frontend\/Distribution/, reason: OWN_DOMAIN },
  { rule: 'cloudfront_security_policy_check', where: /^Frontend\/Distribution/, reason: OWN_DOMAIN },
  {
    rule: 'cloudfront_origin_failover_enabled_check',
    where: /^Frontend\/Distribution/,
    reason: 'One region: a second bucket would hold files for an API that is not there.',
  },
  {
    rule: 'AwsSolutions-COG2',
    where: /^Identity\/Pool/,
    reason: 'A second factor is offered; customers of a chat are not made to have one.',
  },
  {
    rule: 'AwsSolutions-COG8',
    where: /^Identity\/Pool/,
    reason: 'The plus plan costs for each person and month; the essentials are enough.',
  },
  {
    rule: 'AwsSolutions-SMG4',
    where: /^ModelSecret/,
    reason:
      'Model providers have no API to rotate their keys by; docs/operations says how it is done by hand.',
  },
  { rule: 'AwsSolutions-IAM5', where: /^(receive|work|closeTurn|runRoutine)\/Role/, reason: CONNECTIONS },
  { rule: 'AwsSolutions-IAM5', where: /^(work|seed)\/Role/, reason: ROUTINES },
  {
    rule: 'AwsSolutions-IAM5',
    where: /^dailySummary\/Role/,
    reason: 'GetMetricData is called without a resource.',
  },
  {
    rule: 'AwsSolutions-IAM5',
    where: /^GitHub\/DeployRole/,
    reason: 'Files, stacks and distributions are named by the stacks; the role ends at their prefixes.',
  },
  {
    rule: 'AwsSolutions-IAM4',
    where: /^Canary\/Role/,
    reason: 'CodeDeploy’s own policy for Lambda, the limited one.',
  },
  {
    rule: 'AwsSolutions-IAM4',
    where: /^Backup\/Plan\/Tables\/Role/,
    reason: 'AWS Backup’s own policy; it changes with what Backup learns.',
  },
  { rule: 'AwsSolutions-IAM4', where: /^ApiGatewayLogs/, reason: 'API Gateway takes no other policy.' },
  {
    rule: 'sqs_dlq_check',
    where: /^Messaging\/(MissedSchedules|Lost)/,
    reason: 'They are the last: a person looks, as an alarm says.',
  },
  {
    rule: 'cloudwatch_log_group_retention_period_check',
    where: /(Logs|AccessLogs|ExecutionLogs)\/Resource$/,
    reason: 'dev keeps its logs for two weeks.',
  },
  {
    rule: 'cloudwatch_log_group_encrypted_check',
    where: /(Logs|AccessLogs|ExecutionLogs)\/Resource$/,
    reason: PAY_FOR_KEYS,
  },
  {
    rule: 's3_bucket_default_encryption_kms_check',
    where: /^(Audit\/AccessLogs|Frontend\/Site|AccessLogs|Artifacts|Trail\/Logs)/,
    reason: PAY_FOR_KEYS,
  },
  { rule: 'lambda_function_public_access_prohibited_check', where: /-Permission$/, reason: BY_ALIAS },
  {
    rule: 'lambda_inside_vpc_check',
    where: /\/Function\/Resource$/,
    reason:
      'They call AWS and model providers alone; a private network would add a gateway that is paid by the hour.',
  },
  { rule: 's3_bucket_logging_enabled_check', where: /AccessLogs\/Resource$/, reason: LOG_BUCKET },
  {
    rule: 's3_event_notifications_enabled_check',
    where: /^(Audit\/AccessLogs|Frontend\/Site|AccessLogs|Artifacts|Trail\/Logs)/,
    reason: 'Nothing waits for a file.',
  },
  {
    rule: 's3_bucket_object_lock_enabled_check',
    where: /^(Audit\/AccessLogs|Frontend\/Site|AccessLogs|Artifacts|Trail\/Logs)/,
    reason: 'Versions are kept instead; a lock would make a mistake permanent.',
  },
  {
    rule: 'cloud_trail_cloud_watch_logs_enabled_check',
    where: /^Trail\/Trail/,
    reason:
      'The trail is kept in a bucket; a copy in CloudWatch Logs is paid for by size and read by nobody.',
  },
];
