import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { builtinModel } from './builtin/model.ts';
import type { RemoteChoice } from './providers/choice.ts';
import { connect } from './providers/connect.ts';
import { parseChoices } from './providers/parse-choices.ts';
import { SettingsReader, type Settings } from './providers/settings.ts';
import { CircuitBreaker } from './resilience/circuit-breaker.ts';
import { PATIENCE, resilient, type Patience } from './resilience/resilient.ts';
import type { Timing } from './resilience/timing.ts';

/**
 * The models that a bot asks, in order of preference, as the settings choose them. Each gives whole replies
 * in time or fails, for the next one to be asked; the last is the built-in one, which needs nobody.
 *
 * @throws BadModelSettings for settings that can't be used.
 */
export async function selectModels(
  service: ServiceDefinition,
  settings: Settings,
  timing: Timing,
): Promise<LanguageModelV4[]> {
  const reader = new SettingsReader(settings);
  const choices = parseChoices(reader);
  const patience = readPatience(reader);
  reader.throwProblems();
  const breakers = new Map<string, CircuitBreaker>();
  // Models of one provider stand and fall together.
  const breakerOf = (provider: string) => {
    const breaker = breakers.get(provider) ?? new CircuitBreaker(patience.breaker, timing);
    breakers.set(provider, breaker);
    return breaker;
  };
  const models = choices
    .filter((choice): choice is RemoteChoice => choice.provider !== 'builtin')
    .map(async (choice) => resilient(await connect(choice), breakerOf(choice.provider), patience, timing));
  return [...(await Promise.all(models)), builtinModel(service)];
}

function readPatience(reader: SettingsReader): Patience {
  const { firstTokenMs, betweenTokensMs, messageMs } = PATIENCE.limits;
  return {
    ...PATIENCE,
    limits: {
      firstTokenMs: reader.milliseconds('MODEL_FIRST_TOKEN_MS', firstTokenMs),
      betweenTokensMs: reader.milliseconds('MODEL_BETWEEN_TOKENS_MS', betweenTokensMs),
      messageMs: reader.milliseconds('MODEL_MESSAGE_MS', messageMs),
    },
  };
}
