import { Type, type Static } from 'typebox';
import { instant, text } from './formats.ts';
import { nullable, strict } from './schema.ts';

export const summarySchema = strict({
  mail: Type.Boolean(),
  /** Null: this installation sends no mail, or knows no address. */
  mailAddress: nullable(Type.String()),
  /** What a browser subscribes with. */
  pushKey: Type.String(),
  browsers: Type.Array(
    strict({
      id: Type.String(),
      name: Type.String(),
      createdAt: instant(),
      lastDeliveredAt: nullable(instant()),
    }),
  ),
});

export const summaryChange = strict({ mail: Type.Boolean() });

/** What `PushSubscription.toJSON()` says in a browser, without its expiry. */
export const newSummaryBrowser = strict({
  name: text(100),
  endpoint: text(2_000, { examples: ['https://push.example.org/…'] }),
  keys: strict({ p256dh: text(200), auth: text(100) }),
});

export const addedSummaryBrowser = strict({ id: Type.String() });

export const unsubscribeQuery = strict({ key: text(200) });

export function presentSummaryChoice(choice: {
  readonly isMailed: boolean;
  readonly mailAddress: string | null;
  readonly pushKey: string;
  readonly browsers: readonly {
    readonly id: string;
    readonly name: string;
    readonly createdAtMs: number;
    readonly lastDeliveredAtMs: number | null;
  }[];
}): Static<typeof summarySchema> {
  return {
    mail: choice.isMailed,
    mailAddress: choice.mailAddress,
    pushKey: choice.pushKey,
    browsers: choice.browsers.map(({ id, name, createdAtMs, lastDeliveredAtMs }) => ({
      id,
      name,
      createdAt: new Date(createdAtMs).toISOString(),
      lastDeliveredAt: lastDeliveredAtMs === null ? null : new Date(lastDeliveredAtMs).toISOString(),
    })),
  };
}
