import type { JSX } from 'preact';
import { EnterResting } from '../../components/enter-resting.tsx';
import { words } from '../../language/language.ts';
import { ThresholdForm } from './threshold-form.tsx';

/** What bands by reserve and by threshold are measured by (P2): entered here, and measured by devices elsewhere. */
export function BasisSection(): JSX.Element {
  const t = words.value.basis;
  return (
    <section class="card wide stack" aria-labelledby="basis">
      <h2 id="basis">{t.title}</h2>
      <p class="soft">{t.text}</p>
      <h3>{t.resting}</h3>
      <EnterResting />
      <h3>{t.threshold}</h3>
      <ThresholdForm />
    </section>
  );
}
