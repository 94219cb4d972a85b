import type { BotEvent } from '@agentic-service-bot/bot/ports';
import { scriptedModel, type Script } from '@agentic-service-bot/bot/testing';
import { smartHome } from '@agentic-service-bot/smart-home';
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Config } from '../config/config.ts';
import { startServer } from '../server.ts';
import { testConfig } from './config.ts';
import { temporaryFolder } from './store.ts';

interface Options {
  readonly dataDir?: string;
  readonly config?: Partial<Config>;
  /** What the model says; without it, that it has nothing to do. */
  readonly script?: Script;
  /** Its clock; without it, the machine's. */
  readonly now?: () => Date;
}

/** The whole server in this process, with a model that says what the test wants. */
export async function testServer({
  dataDir = temporaryFolder(),
  config,
  script,
  now = () => new Date(),
}: Options = {}) {
  const events: BotEvent[] = [];
  const lines: string[] = [];
  const server = await startServer({
    config: testConfig(dataDir, config),
    service: smartHome,
    models: [scriptedModel(script ?? (() => [{ text: 'Nothing to do.' }]))],
    telemetry: { report: (event) => void events.push(event) },
    write: (line) => void lines.push(line),
    fetch,
    now,
    id: () => randomUUID().replaceAll('-', ''),
  });
  onTestFinished(() => server.stop());
  return { ...server, dataDir, events, lines };
}
