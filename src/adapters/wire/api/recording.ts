import { Type } from 'typebox';
import { instant, oneOf } from './formats.ts';
import { count, language, nullable, strict } from './schema.ts';

export const recordingQuery = strict({
  state: oneOf('set_aside'),
  locale: Type.Optional(language),
});

/** What was captured and not counted (L5). */
export const setAsideSchema = strict({
  id: Type.String({ description: 'of the run, as its client gave it' }),
  state: oneOf('set_aside', 'placed'),
  sport: nullable(Type.String()),
  device: nullable(Type.String()),
  simulated: Type.Boolean(),
  items: count,
  recordedFrom: instant({ description: 'as captured' }),
  recordedTo: instant({ description: 'as captured' }),
  endedAt: instant({ description: 'when the run ended, by the server' }),
  reason: strict({ id: Type.String(), text: Type.String() }),
});

export const placement = strict({
  startedAt: nullable(
    Type.String({
      pattern: '^(as_recorded|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d))$',
      examples: ['2026-11-16T06:30:00Z', 'as_recorded'],
      description:
        'when its first beat was; `as_recorded` believes its instants; null takes an earlier word back',
    }),
  ),
});
