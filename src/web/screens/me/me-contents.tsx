import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { deviceToken } from '../../api/device-token.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';

/** The sections of Me by their headings, and the way to each: `section` is the one that was asked for. */
export function MeContents({ section }: { section: string | null }): JSX.Element {
  const t = words.value;
  useEffect(() => {
    if (section === null) return;
    // After the screen itself has taken the focus, as every screen does on arrival.
    const frame = requestAnimationFrame(() => showSection(section));
    return () => cancelAnimationFrame(frame);
  }, [section]);
  const sections: readonly (readonly [string, string])[] = [
    ['max-heart-rate', t.maxHeartRate.title],
    ['prescription', t.prescription.title],
    ['basis', t.basis.title],
    ['person', t.person.title],
    ...(deviceToken() === null
      ? [
          ['consent', t.people.consent.title] as const,
          ['applications', t.applications.connected.title] as const,
        ]
      : []),
    ['devices', t.devices.title],
    ['summary', t.summary.title],
    ['connections', t.connections.title],
    ['sign-in', t.signIn.sectionTitle],
    ['sample', t.sample.title],
    ['leave', t.leave.title],
  ];
  return (
    <nav class="me-contents wide" aria-label={t.meContents}>
      {sections.map(([id, title]) => (
        <a key={id} href={hrefOf('me', id)}>
          {title}
        </a>
      ))}
    </nav>
  );
}

function showSection(id: string): void {
  const heading = document.getElementById(id);
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView();
}
