import { createHmac } from 'node:crypto';

/**
 * The headers by which a receiver knows that a message comes from CloudCoreo and when. The moment is signed as well, so
 * that a message that somebody caught cannot be sent again much later.
 * @param deliveryId the same for each try of one message, so that a receiver can drop what it has already
 */
export function signatureHeaders(
  signingKey: string,
  deliveryId: string,
  body: string,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', signingKey).update(`${timestamp}.${body}`).digest('hex');
  return {
    'CloudCoreo-Signature': `sha256=${signature}`,
    'CloudCoreo-Timestamp': timestamp,
    'CloudCoreo-Delivery': deliveryId,
  };
}
