import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Letters, Recipient } from '../../application/ports/letters.ts';
import type { Note } from '../../domain/note.ts';
import { invitationUrl } from '../wire/invitation-url.ts';
import type { LetterId } from '../wire/messages/message-ids.ts';
import { renderMessage, renderNote } from '../wire/messages/render.ts';
import { summaryLeft, summarySentence, summaryTitle } from '../wire/summary-lines.ts';
import { stopSummaryUrl } from '../wire/summary-url.ts';

export interface LettersOptions {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly smtpUrl: string;
  /** The address of the sender. */
  readonly from: string;
  readonly publicUrl: string;
  /** Called where the mail server does not take a letter; gets the kind of fault, never an address or a link. */
  readonly onFault: (fault: string) => void;
}

export interface OpenLetters extends Letters {
  close(): void;
}

/** A person waits for the answer, so a mail server that says nothing is given up soon. */
const PATIENCE_MS = 10_000;

interface Letter extends Recipient {
  readonly subject: LetterId;
  readonly opening: Note;
  /** Never passes through the catalogue, which remembers the sentences it made. Null: there is none to follow. */
  readonly link: string | null;
  readonly closing: readonly LetterId[];
}

/** Letters in plain text by an SMTP server. */
export function createLetters({ smtpUrl, from, publicUrl, onFault }: LettersOptions): OpenLetters {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // A letter is made of our own words and one address: nothing is fetched for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const post = async (
    to: string,
    mail: {
      readonly subject: string;
      readonly paragraphs: readonly string[];
      readonly headers?: Readonly<Record<string, string>>;
      /** Left out: another for every mail. */
      readonly messageId?: string;
    },
  ): Promise<boolean> => {
    try {
      await transport.sendMail({
        from: { name: 'Zone Coach', address: from },
        to: { name: '', address: to },
        subject: mail.subject,
        headers: { ...mail.headers },
        messageId: mail.messageId,
        text: `${mail.paragraphs.join('\n\n')}\n`,
      });
      return true;
    } catch (error) {
      onFault(faultOf(error));
      return false;
    }
  };
  const send = ({ to, locale, subject, opening, link, closing }: Letter): Promise<boolean> =>
    post(to, {
      subject: renderMessage(subject, locale),
      paragraphs: [
        renderNote(opening, locale),
        ...(link === null ? [] : [link]),
        ...closing.map((each) => renderMessage(each, locale)),
      ],
    });
  return {
    invitation: ({ token, clinicName, ...recipient }) =>
      send({
        ...recipient,
        subject: 'mail.invitation.subject',
        opening:
          clinicName === null
            ? { id: 'mail.invitation.text' }
            : { id: 'mail.invitation.clinic', values: { clinic: clinicName } },
        link: invitationUrl(publicUrl, token),
        closing: ['mail.unexpected'],
      }),
    signInLink: ({ link, ...recipient }) =>
      send({
        ...recipient,
        subject: 'mail.sign_in.subject',
        opening: { id: 'mail.sign_in.text' },
        link,
        closing: ['mail.sign_in.forgotten', 'mail.unexpected'],
      }),
    summary: ({ to, locale, summary, key }) => {
      const stop = stopSummaryUrl(publicUrl, key);
      const title = summaryTitle(summary, locale);
      const sentence = summarySentence(summary, locale);
      return post(to, {
        subject: title,
        // A server may take a mail and fail to say so: of two of a week, receivers drop the second.
        messageId: `<${createHash('sha256').update(key).digest('hex')}@${from.split('@').at(-1)!}>`,
        // A mail program shows a button that stops the mails at one click (RFC 8058).
        headers: { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
        paragraphs: [
          title,
          summaryLeft(summary, locale).join('\n'),
          ...(sentence === null ? [] : [sentence]),
          `${renderMessage('mail.summary.open', locale)}\n${publicUrl}/#/week/${summary.week}`,
          `${renderMessage('mail.summary.stop', locale)}\n${stop}`,
          renderMessage('label.disclaimer', locale),
        ],
      });
    },
    confirmAddress: ({ link, ...recipient }) =>
      send({
        ...recipient,
        subject: 'mail.address.subject',
        opening: { id: 'mail.address.text' },
        link,
        closing: ['mail.unexpected'],
      }),
    addressChanging: (recipient) =>
      send({
        ...recipient,
        subject: 'mail.address.changing',
        opening: { id: 'mail.address.former' },
        link: null,
        closing: ['mail.address.not_you'],
      }),
    close: () => transport.close(),
  };
}

/** `EAUTH`, `ETIMEDOUT`: the server's own words may name the recipient. */
function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}
