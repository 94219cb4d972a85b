import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { selectModels, type Timing } from '@agentic-service-bot/models';
import type { Environment } from '../config/environment.ts';
import { cached } from './cached.ts';

type Models = Awaited<ReturnType<typeof selectModels>>;

/**
 * The models that the settings and the secret name. They are put together anew when the secret has changed; otherwise
 * they stay, and with them what their circuit breakers know. A secret that has become unusable changes nothing;
 * `failed` hears of it.
 *
 * @param readSecret absent: there is none.
 */
export function modelsOf(
  service: ServiceDefinition,
  environment: Environment,
  readSecret: (() => Promise<Readonly<Record<string, string>>>) | undefined,
  timing: Timing,
  failed: (error: unknown) => void,
): () => Promise<Models> {
  let known: { readonly text: string; readonly models: Models } | undefined;
  const read = async (): Promise<Models> => {
    const secret = (await readSecret?.()) ?? {};
    const text = JSON.stringify(secret);
    if (known?.text !== text) {
      known = { text, models: await selectModels(service, { ...environment, ...secret }, timing) };
    }
    return known.models;
  };
  return cached(read, () => new Date(timing.now()), failed);
}
