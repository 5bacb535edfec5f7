import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { isAllowedHost } from './addresses.ts';
import { type CheckedHost, checkHost, type Destinations } from './destination.ts';
import { emailOf } from './email.ts';
import type { Message, Sent } from './message.ts';
import type { ChannelSettings } from './schema.ts';

type EmailSettings = Extract<ChannelSettings, { kind: 'email' }>;

/** Sends a message through the mail server of a team. */
export async function sendEmail(
  destinations: Destinations,
  settings: EmailSettings,
  password: string | undefined,
  message: Message,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const { host, port, security, user, from, to } = settings;
  if (security === 'none' && !isAllowedHost(host, destinations.allowed)) return failed(needsEncryption(host));
  const checked = await checkHost(destinations, host, signal);
  if (!checked.ok) return checked;
  let socket: Socket | undefined;
  try {
    socket = await connectTo(checked.value, port, signal);
    const transport = createTransport({
      connection: socket,
      host: checked.value.host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      auth: user === null ? undefined : { user, pass: password ?? '' },
      logger: false,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const answer = await transport.sendMail({
      ...emailOf(message),
      from: { name: 'CloudCoreo', address: from },
      to,
      // The same for each try, so that a mail reader shows it once.
      messageId: `<${message.id}@${from.slice(from.indexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal,
    });
    return success({
      detail: `${host} took the message for ${answer.accepted.join(', ')}.`,
      ...(answer.rejected.length > 0 ? { flaw: recipientsRefused(host, answer.rejected) } : {}),
    });
  } catch (error) {
    return failed(failureOf(settings, error, signal));
  } finally {
    socket?.destroy();
  }
}

/** A connection to the very addresses that were checked. */
function connectTo({ host, lookup }: CheckedHost, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup, signal, autoSelectFamily: true });
    // Stays: an error before somebody else listens would end the process.
    socket.on('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

interface SmtpError {
  code?: unknown;
  responseCode?: unknown;
}

/**
 * What a failure of nodemailer means. Of what the server answered only its number is repeated: the server may be one
 * within the network, whose words are not for who added the channel.
 */
function failureOf({ host, port }: EmailSettings, error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) {
    return {
      code: 'destination_silent',
      detail: `The mail server ${host} did not answer in time.`,
      mend: 'Check the port, and whether encryption from the start (often port 465) or STARTTLS (often 587) is meant.',
    };
  }
  const { code, responseCode } = (typeof error === 'object' && error !== null ? error : {}) as SmtpError;
  const number = typeof responseCode === 'number' ? ` (SMTP ${responseCode})` : '';
  if (code === 'EAUTH') {
    return {
      code: 'mail_password_refused',
      detail: `The mail server ${host} does not accept the user and the password${number}.`,
      mend: 'Change the channel and enter both again. Some providers want a password made for the purpose.',
    };
  }
  if (code === 'EENVELOPE') {
    return {
      code: 'mail_refused',
      detail: `The mail server ${host} does not take mail from this sender for these recipients${number}.`,
      mend: 'Check the sender’s address: most servers take only mail of addresses that belong to the user. Check the recipients.',
    };
  }
  if (code === 'ETLS') {
    return {
      code: 'mail_encryption_failed',
      detail: `No encrypted connection to the mail server ${host} came about.`,
      mend: 'Check port and encryption. For an authority of your own set NODE_EXTRA_CA_CERTS to its certificate.',
    };
  }
  if (code === 'EMESSAGE' || typeof responseCode === 'number') {
    return {
      code: 'mail_refused',
      detail: `The mail server ${host} did not take the message${number}.`,
      mend: 'Look into the log of the mail server for the reason.',
    };
  }
  return {
    code: 'destination_unreachable',
    detail: `No connection to the mail server ${host}, port ${port}, came about (${typeof code === 'string' ? code : 'unknown'}).`,
    mend: 'Check the host and the port, and that a firewall between it and CloudCoreo lets connections through.',
  };
}

function recipientsRefused(host: string, recipients: readonly string[]): Failure {
  return {
    code: 'recipients_refused',
    detail: `The mail server ${host} does not take mail for ${recipients.join(', ')}. The others got the message.`,
    mend: 'Correct these addresses, or take them out of the channel.',
  };
}

function needsEncryption(host: string): Failure {
  return {
    code: 'address_refused',
    detail: `Mail to ${host} would travel without encryption.`,
    mend: 'Use TLS or STARTTLS. No encryption is only for hosts that CLOUDCOREO_NOTIFY_PRIVATE_HOSTS names.',
  };
}
