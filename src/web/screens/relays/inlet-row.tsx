import type { JSX } from 'preact';
import { remove, sendJson } from '../../api/api-client.ts';
import type { InletJson } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { sourceOf } from './inlet-source.ts';

/** One address: what sends to it, what could not be read, and its end. */
export function InletRow({ inlet, onChange }: { inlet: InletJson; onChange: () => void }): JSX.Element {
  const t = words.value.relays;
  const action = useAction();
  const revoke = async (): Promise<void> => {
    await remove(`/v1/inlets/${inlet.id}`);
    onChange();
  };
  const answerWithCoaching = async (answers: boolean): Promise<void> => {
    await sendJson('PATCH', `/v1/inlets/${inlet.id}`, { answerWithCoaching: answers });
    onChange();
  };
  const facts = [
    sourceOf(inlet),
    inlet.lastBpm === null ? null : t.arrivedBpm({ bpm: inlet.lastBpm }),
    inlet.lastSeenAt === null ? t.never : t.lastSeen({ when: moment(inlet.lastSeenAt) }),
    inlet.addressClass === null ? null : t.from[inlet.addressClass],
    inlet.expiresAt === null ? null : t.expires({ when: moment(inlet.expiresAt) }),
  ].filter((fact) => fact !== null);
  return (
    <li class="stack tight">
      <div class="row">
        <span>
          <strong>{inlet.name}</strong>
          <span class="soft small">{facts.join(' · ')}</span>
        </span>
        <button
          type="button"
          class="button quiet"
          disabled={action.busy}
          aria-label={t.revokeInlet({ name: inlet.name })}
          onClick={() => action.run(revoke)}
        >
          {t.revoke}
        </button>
      </div>
      {inlet.plainHttp === true && inlet.addressClass === 'public' && (
        <p class="notice" role="alert">
          {t.plainHttp}
        </p>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={inlet.answerWithCoaching}
          disabled={action.busy}
          onChange={({ currentTarget }) => action.run(() => answerWithCoaching(currentTarget.checked))}
        />
        <span>
          {t.answerWithCoaching} <span class="soft small">{t.answerText}</span>
        </span>
      </label>
      {inlet.unreadableCount > 0 && (
        <details>
          <summary>{t.unreadable({ n: inlet.unreadableCount })}</summary>
          <p class="soft small">{t.unreadableText}</p>
          <ul class="excerpts">
            {inlet.unreadable.map(({ at, excerpt }) => (
              <li key={at + excerpt}>
                <span class="soft small">{moment(at)}</span> <code>{excerpt}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      <ProblemNotice problem={action.problem} />
    </li>
  );
}
