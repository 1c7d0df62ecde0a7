import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { text, uuid } from './formats.ts';
import { nullable, strict } from './schema.ts';

const instantMs = Type.Number({ minimum: 0, maximum: 32_503_680_000_000 });
const sequence = Type.Integer({ minimum: 0, maximum: 4_294_967_295 });

/** Hours of a run that were removed. */
export const exportedSpan = strict({ fromMs: instantMs, toMs: instantMs });

/** `set-aside/*.json` of an export: a run of which something was set aside, with all that was captured of it. */
const exportedRun = strict({
  format: Type.Literal('zone-coach.run.v1'),
  sessionId: uuid(),
  facts: strict({
    sport: nullable(text(100)),
    deviceName: nullable(text(200)),
    deviceKind: nullable(text(100)),
    intent: nullable(text(100)),
    timeScale: nullable(Type.Number({ minimum: 0 })),
  }),
  removedSpans: Type.Array(exportedSpan, { maxItems: 1_000 }),
  items: Type.Array(
    strict({
      seq: sequence,
      atMs: Type.Union([instantMs, Type.Null()]),
      code: Type.Integer({ minimum: -32_768, maximum: 32_767 }),
      rr: Type.Union([
        Type.Array(Type.Integer({ minimum: 0, maximum: 65_535 }), { maxItems: 255 }),
        Type.Null(),
      ]),
      contact: Type.Union([Type.Boolean(), Type.Null()]),
      setAside: Type.Boolean(),
    }),
    { maxItems: 2_000_000 },
  ),
  skipped: Type.Array(Type.Tuple([sequence, sequence]), { maxItems: 100_000 }),
});

const check = Compile(exportedRun);

/** The run that these bytes hold, or null where they hold anything else. */
export function parseExportedRun(bytes: Uint8Array): Static<typeof exportedRun> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return check.Check(value) ? value : null;
  } catch {
    return null;
  }
}
