import type { Locale } from '../../domain/athlete.ts';
import type { WeekSummary } from '../../domain/week/week-summary.ts';

/** What the service writes to people by mail. Every answer is whether the mail server took the letter. */
export interface Letters {
  /** The link of an invitation (U2); `clinicName` is null where the invitation is into none. */
  invitation(
    letter: Recipient & { readonly token: string; readonly clinicName: string | null },
  ): Promise<boolean>;
  /** A link that signs the person in, once (U4). */
  signInLink(letter: Recipient & { readonly link: string }): Promise<boolean>;
  /** A week in a few lines; whoever has the key can stop these letters (D6). */
  summary(letter: Recipient & { readonly summary: WeekSummary; readonly key: string }): Promise<boolean>;
  /** A link that makes the recipient's address that of their account (U5). */
  confirmAddress(letter: Recipient & { readonly link: string }): Promise<boolean>;
  /** Tells the former address that another one is to take its place (U5). */
  addressChanging(letter: Recipient): Promise<boolean>;
}

export interface Recipient {
  readonly to: string;
  readonly locale: Locale;
}
