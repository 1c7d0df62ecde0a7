import type { Locale } from '../../../domain/athlete.ts';
import { LABEL_IDS, type LabelId } from './message-ids.ts';
import { renderMessage } from './render.ts';

/** What a target or band is called: by the person who named it, else by the catalogue, else by its id. */
export function targetLabel(
  { id, name }: { readonly id: string; readonly name?: string | undefined },
  locale: Locale,
): string {
  const label = LABEL_IDS.find((each): each is LabelId => each === `label.target.${id}`);
  return name ?? (label === undefined ? id : renderMessage(label, locale));
}
