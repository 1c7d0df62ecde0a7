import type { JSX } from 'preact';
import { words } from '../../language/language.ts';
import { afterChange } from '../two-factor/after-change.ts';
import { SetUp } from '../two-factor/set-up.tsx';

/** Instead of the desk, for a member who owes their clinic a second factor (U4). */
export function OwedTwoFactor({ clinic }: { clinic: string }): JSX.Element {
  const t = words.value.twoFactor;
  return (
    <section class="stack" aria-labelledby="owed-two-factor">
      <h2 id="owed-two-factor">{t.owedTitle}</h2>
      <p>{t.owed({ clinic })}</p>
      <p class="soft">{t.text}</p>
      <SetUp onDone={afterChange} />
    </section>
  );
}
