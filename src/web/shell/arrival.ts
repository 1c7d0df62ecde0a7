import { signal } from '@preact/signals';

/** What a link of ours that was followed says in the address of the page. */
const query = new URLSearchParams(location.search);

/** A link has been followed whose person has a second factor (U4): its code is asked for. */
export const isCodeAsked = signal(query.get('second_factor') === 'required');

/** How the mail to another address was answered (U5); null when none was, or once it is read. */
export const addressAnswer = signal(answerOf(query.get('address')));
// Said once: a reload does not say it again.
if (addressAnswer.value !== null) forgetQuery();

function answerOf(said: string | null): 'confirmed' | 'refused' | null {
  return said === 'confirmed' || said === 'refused' ? said : null;
}

/** The code is given or given up. */
export function endCodeAsked(): void {
  isCodeAsked.value = false;
  forgetQuery();
}

function forgetQuery(): void {
  history.replaceState(history.state, '', location.pathname + location.hash);
}
