import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { PushSender } from '../ports/push-sender.ts';
import type { Stores } from '../ports/stores.ts';
import type { PushTarget } from '../ports/summary-store.ts';

export interface AddSummaryBrowserDeps {
  readonly stores: Pick<Stores, 'summaries'>;
  readonly pushSender: Pick<PushSender, 'faultOf'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type AddSummaryBrowser = (input: {
  athleteId: string;
  name: string;
  target: PushTarget;
}) => Promise<{ id: string }>;

const MOST_BROWSERS = 20;

/**
 * A browser that gets the summary as a message (D6); one that is known already is named and keyed as it says now.
 *
 * @throws AppError `invalid_input` for a subscription that cannot be sent to, `conflict` beyond twenty browsers.
 */
export function addSummaryBrowser(deps: AddSummaryBrowserDeps): AddSummaryBrowser {
  const { summaries } = deps.stores;
  return async ({ athleteId, name, target }) => {
    const field = deps.pushSender.faultOf(target);
    if (field === 'endpoint') {
      throw new AppError('invalid_input', 'This is no address of a push service.', { field });
    }
    if (field === 'keys') {
      throw new AppError('invalid_input', 'These are no keys of a push subscription.', { field });
    }
    const browsers = await summaries.listBrowsers(athleteId);
    const known = browsers.find((browser) => browser.target.endpoint === target.endpoint);
    if (known === undefined && browsers.length >= MOST_BROWSERS) {
      throw new AppError('conflict', `An athlete has at most ${MOST_BROWSERS} browsers.`);
    }
    const id = known?.id ?? deps.newId();
    const createdAtMs = deps.clock.nowMs();
    await summaries.addBrowser(athleteId, { id, name, createdAtMs, lastDeliveredAtMs: null }, target);
    return { id };
  };
}
