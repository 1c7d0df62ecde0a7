import type { JSX } from 'preact';
import type { UploadOutcomeJson } from '../../api/contract.ts';
import { locale, words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';
import { fileDetails } from './file-details.ts';

interface Coded {
  readonly code: string;
  readonly message: string;
}

/** What became of one file, why, and where it is now. */
export function Outcome({
  outcome,
}: {
  outcome: Pick<UploadOutcomeJson, 'status' | 'warnings'> & {
    readonly error?: Coded;
    readonly sessions?: readonly string[];
  };
}): JSX.Element {
  const t = words.value.upload;
  const { status, error, warnings, sessions = [] } = outcome;
  return (
    <div class="outcome">
      <span class="verdict" data-status={status}>
        {t.statuses[status]}
      </span>
      {error !== undefined && <span>{sentenceOf(error)}</span>}
      {warnings.map((warning) => (
        <span key={warning.code + warning.message} class="soft">
          {sentenceOf(warning)}
        </span>
      ))}
      {sessions.map((id, index) => (
        <a key={id} href={hrefOf('session', id)}>
          {sessions.length > 1 ? t.openSessionNumber({ n: index + 1 }) : t.openSession}
        </a>
      ))}
    </div>
  );
}

/** The decoder speaks English and names what it found; in Danish its closed codes have sentences of their own, with its numbers. */
function sentenceOf({ code, message }: Coded): string {
  const { reasons, details } = words.value.upload;
  const reason = locale.value === 'en' ? undefined : reasons[code];
  return reason === undefined ? message : `${reason} ${fileDetails(message, details)}`.trim();
}
