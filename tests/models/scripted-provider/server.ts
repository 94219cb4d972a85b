import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { anthropic } from './anthropic.ts';
import { bedrock } from './bedrock.ts';
import { openai } from './openai.ts';
import { perform } from './perform.ts';
import type { Play } from './play.ts';
import { PromptCache } from './prompt-cache.ts';
import { Rejection, tokensOf, type WireName } from './wire.ts';

const WIRES = [anthropic, bedrock, openai];

/** The models that settings name, unless they say otherwise. */
const MODEL_IDS: Record<WireName, string> = {
  anthropic: 'claude-sonnet-4-5',
  bedrock: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'openai-compatible': 'qwen3:8b',
};

/** A request that came. */
export interface Seen {
  readonly wire: WireName;
  readonly modelId: string;
  readonly body: unknown;
  /** Tokens of the prompt, and how many of them were cached; 0 if it was rejected. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  /** Why the real provider would not have taken it. */
  readonly rejected: string | undefined;
}

/** What the provider does with its n-th accepted request (from 0). */
export type Script = (request: Seen, n: number) => Play;

export interface ScriptedProvider {
  /** Everything that was asked, in order. */
  readonly seen: readonly Seen[];
  /** Takes another script, and counts from 0 again. */
  play(script: Script): void;
  /** The settings by which a bot asks this provider, and no other. */
  settings(wire: WireName, modelId?: string): Record<string, string>;
  close(): Promise<void>;
}

/**
 * Starts an HTTP server on loopback that speaks the wire formats of Anthropic, Bedrock and OpenAI, rejects
 * what they would reject, and otherwise does what its script says.
 *
 * @param contextTokens the longest prompt that it takes.
 */
export async function startScriptedProvider({ contextTokens = 200_000 } = {}): Promise<ScriptedProvider> {
  const seen: Seen[] = [];
  const cache = new PromptCache();
  let script: Script = () => ({ reply: { parts: [{ text: 'All right.' }] } });
  let accepted = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: unknown = JSON.parse(await text(request));
    const path = request.url ?? '';
    const wire = WIRES.find((one) => one.modelOf(path, body) !== undefined);
    const modelId = wire?.modelOf(path, body);
    if (wire === undefined || modelId === undefined) {
      response.writeHead(404).end(`No provider has the path ${path}.`);
      return;
    }
    try {
      const prompt = wire.check({ headers: request.headers, modelId, body });
      const usage = cache.count(prompt);
      const inputTokens = usage.fresh + usage.cacheRead + usage.cacheWritten;
      if (inputTokens > contextTokens) throw wire.tooLong(inputTokens, contextTokens);
      const came = {
        wire: wire.name,
        modelId,
        body,
        inputTokens,
        cachedTokens: usage.cacheRead,
        rejected: undefined,
      };
      seen.push(came);
      const play = script(came, accepted++);
      const frames = wire.frames(play.reply, { ...usage, output: tokensOf(play.reply.parts) }, modelId);
      await perform(wire, frames, play, response);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      seen.push({ wire: wire.name, modelId, body, inputTokens: 0, cachedTokens: 0, rejected: error.message });
      const answer = wire.refuse(error.status, error.message);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy(error as Error);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    seen,
    play(next) {
      script = next;
      accepted = 0;
    },
    settings: (wire, modelId = MODEL_IDS[wire]) => ({
      MODEL: `${wire}:${modelId}`,
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: `${url}/v1`,
      AWS_REGION: 'us-east-1',
      AWS_BEARER_TOKEN_BEDROCK: 'token',
      BEDROCK_BASE_URL: url,
      OPENAI_COMPATIBLE_BASE_URL: `${url}/v1`,
    }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
