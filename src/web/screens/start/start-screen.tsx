import type { JSX } from 'preact';
import { FirstRun } from './first-run.tsx';
import { Pairing } from './pairing.tsx';
import './start-screen.css';

/** The first screen anybody sees. `subject` is a pairing code when a phone came here by QR code. */
export function StartScreen({ subject }: { subject: string | null }): JSX.Element {
  return subject === null ? <FirstRun /> : <Pairing code={subject} />;
}
