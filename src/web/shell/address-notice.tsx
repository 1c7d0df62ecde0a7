import type { JSX } from 'preact';
import { words } from '../language/language.ts';
import { addressAnswer } from './arrival.ts';

/** Whether the address of a mail that was answered is the person's now (U5), signed in here or not. */
export function AddressNotice(): JSX.Element | null {
  const t = words.value.account;
  if (addressAnswer.value === null) return null;
  return (
    <div class="notice page-notice" role="status">
      <p>{addressAnswer.value === 'confirmed' ? t.addressConfirmed : t.addressRefused}</p>
      <div>
        <button
          type="button"
          class="button"
          onClick={() => {
            addressAnswer.value = null;
          }}
        >
          {words.value.secret.done}
        </button>
      </div>
    </div>
  );
}
