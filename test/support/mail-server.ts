import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: string[];
  /** Lines as they came, headers and body. */
  readonly raw: string;
  /** Decoded, without the headers. */
  readonly text: string;
  /** The first address of a page in it. */
  readonly link: string;
}

export interface MailServer {
  /** `smtp://user:password@127.0.0.1:…` */
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** The next mail that says these words, of those that come or came and were not taken yet: others may cross it. */
  next(words?: string): Promise<ReceivedMail>;
  close(): Promise<void>;
}

/**
 * A real SMTP server that wants a password and refuses recipients at `refused.example`. The first mail to each at
 * `unsure.example` arrives, though the server says that it does not.
 */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const untaken: ReceivedMail[] = [];
  const waiting: { words: string; take: (mail: ReceivedMail) => void }[] = [];
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'coach' && password === 'post'
        ? done(null, { user: username })
        : done(new Error('wrong password')),
    onRcptTo: ({ address }, _session, done) =>
      done(address.endsWith('@refused.example') ? new Error('no such mailbox') : null),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const text = decodedBody(raw);
        const mail = {
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
          text,
          link: /https?:\S+/.exec(text)?.[0] ?? '',
        };
        received.push(mail);
        const taker = waiting.findIndex(({ words }) => text.includes(words));
        if (taker === -1) untaken.push(mail);
        else waiting.splice(taker, 1)[0]!.take(mail);
        const isFirst = received.filter(({ to }) => to.join() === mail.to.join()).length === 1;
        const isUnsure = isFirst && mail.to.some((address) => address.endsWith('@unsure.example'));
        done(isUnsure ? new Error('try again') : null);
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://coach:post@127.0.0.1:${port}`,
    received,
    next: (words = '') => {
      const at = untaken.findIndex(({ text }) => text.includes(words));
      if (at !== -1) return Promise.resolve(untaken.splice(at, 1)[0]!);
      return new Promise((take) => waiting.push({ words, take }));
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** Our letters are plain text, in quoted-printable or base64 where they hold Danish letters or long lines. */
function decodedBody(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
