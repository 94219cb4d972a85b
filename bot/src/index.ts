export { createBot, type Bot, type BotOptions, type Identity } from './bot.ts';
