import type { Locale } from '../../../domain/athlete.ts';
import { renderMessage } from '../messages/render.ts';

/** A band carries the id of the target it serves. */
export function bandName(id: string, locale: Locale): string {
  return id === 'zone2' || id === 'interval_4x4' || id === 'anti_inflammatory'
    ? renderMessage(`label.target.${id}`, locale)
    : id;
}
