import type { JSX } from 'preact';
import { OneSession } from './one-session.tsx';
import { SessionList } from './session-list.tsx';

/** A session, or all of them. */
export function SessionScreen({ subject }: { subject: string | null }): JSX.Element {
  return subject === null ? <SessionList /> : <OneSession key={subject} id={subject} />;
}
