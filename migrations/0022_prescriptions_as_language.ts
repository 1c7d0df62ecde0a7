import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Threshold heart rates as a basis of bands, and stored prescriptions in the language instead of the article's numbers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table threshold_heart_rate (
      athlete_id text not null constraint threshold_heart_rate_athlete references athlete on delete cascade,
      id text not null,
      bpm smallint not null constraint threshold_heart_rate_bpm check (bpm between 60 and 220),
      source text not null constraint threshold_heart_rate_source check (source in ('measured', 'entered')),
      valid_from date not null,
      method text,
      created_at timestamptz not null,
      constraint threshold_heart_rate_pk primary key (athlete_id, id)
    )
  `.execute(db);
  const { rows } = await sql<{ athlete_id: string; id: string; content: Numbers }>`
    select athlete_id, id, content from prescription where not content ? 'targets'
  `.execute(db);
  for (const { athlete_id, id, content } of rows) {
    const language = JSON.stringify({ author: { userId: athlete_id }, ...inLanguage(content) });
    await sql`
      update prescription set content = ${language}::jsonb where athlete_id = ${athlete_id} and id = ${id}
    `.execute(db);
  }
}

interface Numbers {
  readonly bands: readonly { id: string; lowPercent: number; highPercent: number }[];
  readonly zone2: { minimum: number; maximum: number; minimumMinutes: number; maximumMinutes: number };
  readonly interval4x4: { minimum: number; maximum: number };
  readonly antiInflammatory: {
    minimumDays: number;
    maximumDays: number;
    minimumMinutes: number;
    maximumMinutes: number;
  };
  readonly cardio: { minimum: number; maximum: number; minimumMinutes: number; lowPercent: number };
  readonly strength: { minimum: number; maximum: number; minimumMinutes: number };
}

const NAMES: Readonly<Record<string, { da: string; en: string }>> = {
  anti_inflammatory: { da: 'Let daglig aktivitet', en: 'Light daily activity' },
  zone2: { da: 'Zone 2', en: 'Zone 2' },
  interval_4x4: { da: '4 × 4', en: '4 × 4' },
  strength: { da: 'Styrke', en: 'Strength' },
  cardio: { da: 'Kondition', en: 'Cardio' },
};

/** A copy of what the domain did on the day of this migration: it must not change with it. */
function inLanguage({ bands, zone2, interval4x4, antiInflammatory, cardio, strength }: Numbers): object {
  const lowOf = (id: string): number => bands.find((band) => band.id === id)?.lowPercent ?? 0;
  const target = (id: string, rest: object): object => ({ id, name: NAMES[id], ...rest });
  return {
    bands: bands.map(({ id, lowPercent, highPercent }) => ({
      id,
      name: NAMES[id],
      low: { percentOfMax: lowPercent },
      high: { percentOfMax: highPercent },
    })),
    targets: [
      target('zone2', {
        band: 'zone2',
        dose: {
          unit: 'sessions',
          minimum: zone2.minimum,
          maximum: zone2.maximum,
          seconds: { least: 60 * zone2.minimumMinutes, most: 60 * zone2.maximumMinutes },
          cap: { aboveBand: 0.5 },
        },
        judged: true,
      }),
      target('interval_4x4', {
        band: 'interval_4x4',
        dose: {
          unit: 'intervals',
          minimum: interval4x4.minimum,
          maximum: interval4x4.maximum,
          structure: {
            reps: 4,
            work: { least: 180, most: 330, effort: 90 },
            recovery: { least: 60, most: 360 },
            floor: { percentOfMax: lowOf('interval_4x4') - 5 },
          },
        },
        judged: true,
      }),
      target('anti_inflammatory', {
        band: 'anti_inflammatory',
        dose: {
          unit: 'days',
          minimum: antiInflammatory.minimumDays,
          maximum: antiInflammatory.maximumDays,
          seconds: {
            least: 60 * antiInflammatory.minimumMinutes,
            most: 60 * antiInflammatory.maximumMinutes,
          },
        },
        judged: true,
      }),
      target('strength', {
        band: null,
        dose: {
          unit: 'sessions',
          minimum: strength.minimum,
          maximum: strength.maximum,
          seconds: { least: 60 * strength.minimumMinutes, most: null },
        },
        sports: ['strength'],
        judged: false,
      }),
      target('cardio', {
        band:
          cardio.lowPercent === lowOf('zone2')
            ? 'at_or_above:zone2'
            : { atOrAbove: { percentOfMax: cardio.lowPercent } },
        dose: {
          unit: 'sessions',
          minimum: cardio.minimum,
          maximum: cardio.maximum,
          seconds: { least: 60 * cardio.minimumMinutes, most: null },
        },
        exceptSports: ['strength'],
        alsoCounts: ['zone2', 'interval_4x4'],
        judged: false,
      }),
    ],
    ceiling: null,
  };
}
