import type { Template } from '../../src/template.ts';
import type { Found, Rule } from '../rule.ts';
import { all, at, every, list, property, remove, same, set, show, target, text } from '../rule.ts';
import { statementsOf } from '../statements.ts';

const BUCKET = 'AWS::S3::Bucket';
const POLICY = 'AWS::S3::BucketPolicy';
const DISTRIBUTION = 'AWS::CloudFront::Distribution';
const HEADERS = 'AWS::CloudFront::ResponseHeadersPolicy';
const HEADER_PATH = 'ResponseHeadersPolicyConfig.SecurityHeadersConfig';
const CSP = `${HEADER_PATH}.ContentSecurityPolicy.ContentSecurityPolicy`;

const accessLogs = (found: Found) => text(property(found, 'BucketName')).includes('access-logs');
const site = (found: Found) => !accessLogs(found);

const directives = (template: Template): Map<string, string[]> =>
  new Map(
    text(at(all(template, HEADERS)[0]?.Properties, CSP))
      .split('; ')
      .map((directive): [string, string[]] => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources];
      }),
  );

export const FRONTEND_RULES: readonly Rule[] = [
  {
    says: 'Every bucket is closed to the public, its owner’s, encrypted, versioned, swept and logged; it speaks TLS 1.2 and later',
    problems: ({ template }) => [
      ...every(template, BUCKET, {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        'OwnershipControls.Rules.0.ObjectOwnership': 'BucketOwnerEnforced',
        'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm':
          'AES256',
        'VersioningConfiguration.Status': 'Enabled',
        'LifecycleConfiguration.Rules.0.NoncurrentVersionExpiration.NoncurrentDays': (value) =>
          typeof value === 'number',
      }),
      ...every(
        template,
        BUCKET,
        { 'LoggingConfiguration.DestinationBucketName': (value) => target(template, value)?.Type === BUCKET },
        site,
      ),
      ...all(template, BUCKET).flatMap(({ id }) => {
        const refused = statementsOf(template).filter(
          ({ effect, resources }) => effect === 'Deny' && resources.some((on) => text(on).includes(id)),
        );
        const conditions = show(refused.map(({ condition }) => condition));
        return conditions.includes('"aws:SecureTransport":"false"') &&
          /"s3:TlsVersion":"?1\.2/.test(conditions)
          ? []
          : [`${id} speaks without TLS 1.2`];
      }),
    ],
    mutations: {
      public: (t) => set(t, BUCKET, 'PublicAccessBlockConfiguration.BlockPublicPolicy', false),
      'anybody’s objects': (t) => set(t, BUCKET, 'OwnershipControls.Rules.0.ObjectOwnership', 'ObjectWriter'),
      'no encryption': (t) => set(t, BUCKET, 'BucketEncryption', undefined),
      'no versions': (t) => set(t, BUCKET, 'VersioningConfiguration', undefined),
      'versions for ever': (t) => set(t, BUCKET, 'LifecycleConfiguration', undefined),
      'no log': (t) => set(t, BUCKET, 'LoggingConfiguration', undefined, site),
      'no TLS': (t) => remove(t, POLICY),
    },
  },
  {
    says: 'The site’s files are read by this distribution and nobody else',
    problems: ({ template }) => {
      const bucket = all(template, BUCKET).find(site);
      const distribution = all(template, DISTRIBUTION)[0];
      const readers = statementsOf(template).filter(
        ({ effect, kind, resources }) =>
          kind === 'resource' &&
          effect === 'Allow' &&
          resources.some((on) => text(on).includes(bucket?.id ?? '')),
      );
      return [
        ...(readers.length > 0 ? [] : ['nobody can read the site']),
        ...readers
          .filter(
            ({ principal, condition, actions }) =>
              !same(principal, { Service: 'cloudfront.amazonaws.com' }) ||
              !text(at(condition, 'StringEquals.AWS:SourceArn')).includes(distribution?.id ?? '') ||
              !actions.every((action) => ['s3:GetObject', 's3:ListBucket'].includes(action)),
          )
          .map(({ where }) => `${where} lets others read the site`),
      ];
    },
    mutations: {
      'any distribution': (t) => {
        for (const policy of all(t, POLICY)) {
          for (const statement of list(policy, 'PolicyDocument.Statement')) {
            if (at(statement, 'Principal.Service') === 'cloudfront.amazonaws.com')
              Reflect.deleteProperty(statement as object, 'Condition');
          }
        }
      },
      'the files changed': (t) => {
        for (const policy of all(t, POLICY)) {
          for (const statement of list(policy, 'PolicyDocument.Statement')) {
            if (at(statement, 'Principal.Service') === 'cloudfront.amazonaws.com')
              Reflect.set(statement as object, 'Action', 's3:PutObject');
          }
        }
      },
    },
  },
  {
    says: 'The distribution speaks HTTPS and HTTP/3, is behind the firewall, reads with origin access control, and has TLS 1.2 and the document’s name once a zone is given',
    problems: ({ template, environment }) => [
      ...every(template, DISTRIBUTION, {
        'DistributionConfig.HttpVersion': 'http2and3',
        'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy': 'redirect-to-https',
        'DistributionConfig.WebACLId': (value) => target(template, value)?.Type === 'AWS::WAFv2::WebACL',
        'DistributionConfig.DefaultRootObject': 'index.html',
        'DistributionConfig.PriceClass': environment.edges,
        'DistributionConfig.Origins.0.OriginAccessControlId': (value) => value !== undefined,
        'DistributionConfig.Origins.0.S3OriginConfig.OriginAccessIdentity': '',
        // A missing file stays missing: no status is turned into a page.
        'DistributionConfig.CustomErrorResponses': undefined,
      }),
      ...(all(template, 'AWS::Route53::RecordSet').length === 0
        ? []
        : every(template, DISTRIBUTION, {
            'DistributionConfig.Aliases': [environment.domainName],
            'DistributionConfig.ViewerCertificate.MinimumProtocolVersion': 'TLSv1.2_2021',
            'DistributionConfig.ViewerCertificate.SslSupportMethod': 'sni-only',
          })),
    ],
    mutations: {
      'no HTTP/3': (t) => set(t, DISTRIBUTION, 'DistributionConfig.HttpVersion', 'http2'),
      'plain HTTP': (t) =>
        set(t, DISTRIBUTION, 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy', 'allow-all'),
      'no firewall': (t) => set(t, DISTRIBUTION, 'DistributionConfig.WebACLId', undefined),
      'no access control': (t) =>
        set(t, DISTRIBUTION, 'DistributionConfig.Origins.0.OriginAccessControlId', undefined),
      'a page for each error': (t) =>
        set(t, DISTRIBUTION, 'DistributionConfig.CustomErrorResponses', [
          { ErrorCode: 403, ResponseCode: 200 },
        ]),
      'other places': (t) => set(t, DISTRIBUTION, 'DistributionConfig.PriceClass', 'PriceClass_200'),
    },
  },
  {
    says: 'With a zone the site has the document’s name, by IPv4 and IPv6, with a certificate that renews itself and TLS 1.2',
    problems: ({ template, environment }) => [
      ...every(template, 'AWS::Route53::RecordSet', { Name: `${environment.domainName}.` }),
      ...(same(
        all(template, 'AWS::Route53::RecordSet')
          .map((found) => property(found, 'Type'))
          .toSorted(),
        ['A', 'AAAA'],
      )
        ? []
        : ['a record is missing']),
      ...every(template, 'AWS::CertificateManager::Certificate', {
        DomainName: environment.domainName,
        ValidationMethod: 'DNS',
      }),
      ...every(template, DISTRIBUTION, {
        'DistributionConfig.Aliases': [environment.domainName],
        'DistributionConfig.ViewerCertificate.MinimumProtocolVersion': 'TLSv1.2_2021',
      }),
    ],
    mutations: {
      'no IPv6': (t) => remove(t, 'AWS::Route53::RecordSet', (found) => property(found, 'Type') === 'AAAA'),
      'another name': (t) => set(t, DISTRIBUTION, 'DistributionConfig.Aliases', ['example.com']),
      'TLS 1.0': (t) =>
        set(t, DISTRIBUTION, 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion', 'TLSv1'),
      'a certificate by e-mail': (t) =>
        set(t, 'AWS::CertificateManager::Certificate', 'ValidationMethod', 'EMAIL'),
    },
    only: 'prod',
  },
  {
    says: 'Sockets come through the site, uncached and with all headers but Host',
    problems: ({ template }) =>
      every(template, DISTRIBUTION, {
        'DistributionConfig.CacheBehaviors.0.PathPattern': '/ws',
        'DistributionConfig.CacheBehaviors.0.ViewerProtocolPolicy': 'https-only',
        // AWS's own policies, by their ids: nothing cached; all but Host.
        'DistributionConfig.CacheBehaviors.0.CachePolicyId': '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        'DistributionConfig.CacheBehaviors.0.OriginRequestPolicyId': 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        'DistributionConfig.Origins.1.CustomOriginConfig.OriginProtocolPolicy': 'https-only',
      }),
    mutations: {
      cached: (t) =>
        set(
          t,
          DISTRIBUTION,
          'DistributionConfig.CacheBehaviors.0.CachePolicyId',
          '658327ea-f89d-4fab-a63d-7e88639e58f6',
        ),
      'with Host': (t) =>
        set(
          t,
          DISTRIBUTION,
          'DistributionConfig.CacheBehaviors.0.OriginRequestPolicyId',
          '216adef6-5c7f-47e4-b989-5492eafa07d3',
        ),
      'not at all': (t) => set(t, DISTRIBUTION, 'DistributionConfig.CacheBehaviors', undefined),
    },
  },
  {
    says: 'Every answer has the security headers; scripts are ours alone and pages speak to our socket and our login alone',
    problems: ({ template }) => {
      const csp = directives(template);
      const connect = csp.get('connect-src') ?? [];
      return [
        ...every(template, HEADERS, {
          [`${HEADER_PATH}.StrictTransportSecurity.AccessControlMaxAgeSec`]: (value) =>
            Number(value) >= 31_536_000,
          [`${HEADER_PATH}.StrictTransportSecurity.IncludeSubdomains`]: true,
          [`${HEADER_PATH}.ContentTypeOptions.Override`]: true,
          [`${HEADER_PATH}.FrameOptions.FrameOption`]: 'DENY',
          [`${HEADER_PATH}.ReferrerPolicy.ReferrerPolicy`]: 'strict-origin-when-cross-origin',
          [CSP]: (value) => !/unsafe-|\*/.test(text(value)),
        }),
        ...every(template, DISTRIBUTION, {
          'DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId': (value) =>
            target(template, value)?.Type === HEADERS,
        }),
        ...(same(csp.get('default-src'), ["'none'"]) &&
        same(csp.get('script-src'), ["'self'"]) &&
        same(csp.get('frame-ancestors'), ["'none'"])
          ? []
          : [`the policy is ${show([...csp])}`]),
        ...connect
          .filter(
            (source) =>
              source !== "'self'" &&
              !/^wss:\/\/agentic-service-bot[\w.-]*$|^wss:\/\/\$\{\w+\}\.execute-api|^https:\/\/[^/]+\.amazoncognito\.com$/.test(
                source,
              ),
          )
          .map((source) => `pages may speak to ${source}`),
        ...(connect.includes("'self'") ? [] : ['pages may not speak to their own site']),
      ];
    },
    mutations: {
      'a day of HSTS': (t) =>
        set(t, HEADERS, `${HEADER_PATH}.StrictTransportSecurity.AccessControlMaxAgeSec`, 86_400),
      'sniffed types': (t) => set(t, HEADERS, `${HEADER_PATH}.ContentTypeOptions`, undefined),
      framed: (t) => set(t, HEADERS, `${HEADER_PATH}.FrameOptions.FrameOption`, 'SAMEORIGIN'),
      'scripts inline': (t) =>
        set(
          t,
          HEADERS,
          CSP,
          "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
        ),
      'another’s socket': (t) =>
        set(
          t,
          HEADERS,
          CSP,
          "default-src 'none'; script-src 'self'; connect-src 'self' wss://example.com; frame-ancestors 'none'",
        ),
      'no headers': (t) =>
        set(t, DISTRIBUTION, 'DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId', undefined),
    },
  },
  {
    says: 'CloudFront keeps what is not named by its content no longer than the environment says, and runs our rules for pages and caches',
    problems: ({ template, environment }) => [
      ...every(template, 'AWS::CloudFront::CachePolicy', {
        'CachePolicyConfig.DefaultTTL': environment.cacheSeconds,
        'CachePolicyConfig.MinTTL': 0,
      }),
      ...every(template, DISTRIBUTION, {
        'DistributionConfig.DefaultCacheBehavior.FunctionAssociations': (value) =>
          Array.isArray(value) &&
          same(value.map((association) => at(association, 'EventType')).toSorted(), [
            'viewer-request',
            'viewer-response',
          ]),
      }),
    ],
    mutations: {
      'a day': (t) => set(t, 'AWS::CloudFront::CachePolicy', 'CachePolicyConfig.DefaultTTL', 86_400),
      'no rules': (t) =>
        set(t, DISTRIBUTION, 'DistributionConfig.DefaultCacheBehavior.FunctionAssociations', undefined),
    },
  },
];
