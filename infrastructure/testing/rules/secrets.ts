import type { Rule } from '../rule.ts';
import { every, set } from '../rule.ts';

const SECRET = 'AWS::SecretsManager::Secret';

/** What keys look like: of AWS, of model providers, of GitHub; private keys; tokens. */
const KEYS = [
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bsk-[A-Za-z0-9_-]{16,}/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_\w{20,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./,
];

/** A password or key that is given by name, in JSON. */
const NAMED = /"[^"]*(password|apikey|api_key|access_key|secret_key)"\s*:\s*"[^"$]+"/i;

/** What of a text looks like a key, shortened. */
export const keysIn = (content: string, kinds: readonly RegExp[] = KEYS): string[] =>
  kinds.flatMap((kind) => {
    const found = kind.exec(content)?.[0];
    return found === undefined ? [] : [`${found.slice(0, 12)}…`];
  });

export const SECRET_RULES: readonly Rule[] = [
  {
    says: 'There is no secret in the template, and no value for the one that it declares',
    problems: ({ template }) => [
      ...keysIn(JSON.stringify(template), [...KEYS, NAMED]),
      ...every(template, SECRET, { SecretString: undefined, GenerateSecretString: undefined }),
    ],
    mutations: {
      'a value': (t) => set(t, SECRET, 'SecretString', '{}'),
      'a provider’s key': (t) =>
        set(t, 'AWS::Lambda::Function', 'Environment.Variables.LOG_LEVEL', `sk-${'a1'.repeat(12)}`),
      'a key of AWS': (t) =>
        set(t, 'AWS::Lambda::Function', 'Environment.Variables.LOG_LEVEL', `AKIA${'A1'.repeat(8)}`),
      'a password': (t) => set(t, 'AWS::Lambda::Function', 'Environment.Variables.PASSWORD', 'hunter2'),
    },
  },
];
