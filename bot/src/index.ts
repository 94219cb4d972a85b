export { createBot, type Bot, type BotOptions, type Identity } from './bot.ts';
export { errorFrame } from './gateway/error-frame.ts';
export { Gateway } from './gateway/gateway.ts';
export { STANDARD_CLAIMS, type ClaimNames } from './identity/claim-names.ts';
export { discoveryUrl, readDiscovery, type IssuerMetadata } from './identity/discovery.ts';
export { identityOf } from './identity/identity-of.ts';
export { alertWaiting } from './turn/alert-waiting.ts';
export { fire } from './turn/fire.ts';
export { giveUp } from './turn/give-up.ts';
