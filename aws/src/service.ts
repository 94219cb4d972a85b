/** The service that the functions run; `SERVICE` puts another in its place when they are bundled. */
export { smartHome as service } from '@agentic-service-bot/smart-home';
