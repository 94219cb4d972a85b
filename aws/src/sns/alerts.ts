import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Alert, Alerts } from '@agentic-service-bot/bot/ports';

/** Alerts to whoever has subscribed to a topic, as JSON. */
export const snsAlerts = (client: SNSClient, topicArn: string): Alerts => ({
  raise: async (alert: Alert) => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: 'A customer waits for a person',
        Message: JSON.stringify(alert),
      }),
    );
  },
});
