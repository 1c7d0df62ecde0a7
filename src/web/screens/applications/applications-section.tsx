import type { JSX } from 'preact';
import { deviceToken } from '../../api/device-token.ts';
import { words } from '../../language/language.ts';
import { ConnectedApplications } from './connected-applications.tsx';
import { OwnApplications } from './own-applications.tsx';

/** Applications that act for the person, and those that the person registered (D2). */
export function ApplicationsSection(): JSX.Element | null {
  const t = words.value.applications.connected;
  // A paired phone has no right to let anybody in.
  if (deviceToken() !== null) return null;
  return (
    <section class="card stack" aria-labelledby="applications">
      <h2 id="applications">{t.title}</h2>
      <p class="soft">{t.text}</p>
      <ConnectedApplications />
      <OwnApplications />
    </section>
  );
}
