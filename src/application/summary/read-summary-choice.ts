import type { Letters } from '../ports/letters.ts';
import type { PushSender } from '../ports/push-sender.ts';
import type { Stores } from '../ports/stores.ts';
import type { SummaryBrowser } from '../ports/summary-store.ts';
import { mailAddressOf } from './mail-address-of.ts';

export interface ReadSummaryChoiceDeps {
  readonly stores: Pick<Stores, 'summaries' | 'athletes' | 'people'>;
  readonly letters: Letters | null;
  readonly pushSender: Pick<PushSender, 'publicKey'>;
}

/** On which ways the athlete gets the summary of a week (D6). */
export interface SummaryChoice {
  readonly isMailed: boolean;
  /** Where mail goes; null where none can. */
  readonly mailAddress: string | null;
  readonly pushKey: string;
  readonly browsers: readonly SummaryBrowser[];
}

export type ReadSummaryChoice = (input: { athleteId: string }) => Promise<SummaryChoice>;

export function readSummaryChoice({ stores, letters, pushSender }: ReadSummaryChoiceDeps): ReadSummaryChoice {
  return async ({ athleteId }) => ({
    isMailed: await stores.summaries.isMailed(athleteId),
    mailAddress: letters === null ? null : await mailAddressOf(stores, athleteId),
    pushKey: pushSender.publicKey,
    browsers: await stores.summaries.listBrowsers(athleteId),
  });
}
