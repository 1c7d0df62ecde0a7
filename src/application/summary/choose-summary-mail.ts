import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Letters } from '../ports/letters.ts';
import type { Stores } from '../ports/stores.ts';
import { mailAddressOf } from './mail-address-of.ts';

export interface ChooseSummaryMailDeps {
  readonly stores: Pick<Stores, 'summaries' | 'athletes' | 'people'>;
  readonly letters: Letters | null;
  readonly clock: Clock;
}

export type ChooseSummaryMail = (input: { athleteId: string; isMailed: boolean }) => Promise<void>;

/**
 * The summary by mail on Sunday evening, or no more of it (D6).
 *
 * @throws AppError `invalid_state` where no mail can be sent: without a mail server, or without an address.
 */
export function chooseSummaryMail({ stores, letters, clock }: ChooseSummaryMailDeps): ChooseSummaryMail {
  return async ({ athleteId, isMailed }) => {
    if (isMailed && letters === null) {
      throw new AppError('invalid_state', 'This installation sends no mail.');
    }
    if (isMailed && (await mailAddressOf(stores, athleteId)) === null) {
      throw new AppError('invalid_state', 'There is no e-mail address to send to: add one first.');
    }
    await stores.summaries.chooseMail(athleteId, isMailed, clock.nowMs());
  };
}
