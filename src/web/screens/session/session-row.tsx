import type { JSX } from 'preact';
import type { SessionJson } from '../../api/contract.ts';
import { cellLook } from '../../components/cell-look.ts';
import { clock, timeOfDay, weekdayNames } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { sportName } from './sport-name.ts';
import './session-row.css';

/** One line of the training log: when, what, where the minutes went, and what it counted as. */
export function SessionRow({ session }: { session: SessionJson }): JSX.Element {
  const t = words.value;
  const { hrefOf, prescriptionById } = useShownAthlete();
  const prescription = prescriptionById(session.basis.prescriptionId);
  const { id, localDate, startedAt, timeZone, activeSeconds, cells, bands, credits, simulated } = session;
  const counts = credits.map(({ target }) => nameOf(target, prescription).title).join(', ');
  return (
    <li>
      <a class="session-row" href={hrefOf('session', id)}>
        <span class="when">
          <strong>
            {weekdayNames(localDate).short} {Number(localDate.slice(8))}.
          </strong>
          <span class="soft small">{timeOfDay(startedAt, timeZone)}</span>
        </span>
        <span class="what">
          <strong>{sportName(session)}</strong>
          <span class="soft small">
            {[counts, simulated ? t.session.simulated : ''].filter((each) => each !== '').join(' · ')}
          </span>
        </span>
        <span class="strip" aria-hidden="true">
          {(cells ?? [])
            .filter(({ seconds }) => seconds > 0)
            .map((cell) => (
              <span
                key={cell.id}
                class={cellLook(cell.id, bands, prescription).look}
                style={{ flexGrow: cell.seconds }}
              />
            ))}
        </span>
        <span class="length numeral">{clock(activeSeconds)}</span>
      </a>
    </li>
  );
}
