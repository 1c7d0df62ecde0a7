import type { Locale } from '../../../domain/athlete.ts';
import type { PlannedActivity } from '../../../domain/week/week-report.ts';
import { renderMessage } from './render.ts';

/** The name of a planned activity: that of the target it is planned for. */
export function activityLabel(activity: PlannedActivity['activity'], locale: Locale): string {
  return renderMessage(`label.target.${activity === 'light' ? 'anti_inflammatory' : activity}`, locale);
}
