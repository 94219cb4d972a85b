export { createBot, type Bot, type BotOptions } from './bot.ts';
