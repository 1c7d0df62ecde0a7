import type { NameId } from '../message-ids.ts';

/** What things are called in English, on the page, in print and in the terminal alike. */
export const enNames: Readonly<Record<NameId, string>> = {
  'label.target.zone2': 'Zone 2',
  'label.target.interval_4x4': '4×4 intervals',
  'label.target.anti_inflammatory': 'Light daily activity',
  'label.target.cardio': 'Cardio',
  'label.target.strength': 'Strength',
  'label.target.daily_movement': 'Daily movement',
  'label.status.met': 'Met',
  'label.status.on_track': 'On track',
  'label.status.behind': 'Behind',
  'label.status.missed': 'Missed',
  'label.status.undetermined': 'Undetermined',
  'label.severity.note': 'Note',
  'label.severity.caution': 'Take care',
  'label.severity.strong': 'Take extra care',
  'label.source.measured': 'Measured',
  'label.source.entered': 'Entered',
  'label.source.confirmed': 'Confirmed',
  'label.source.formula': 'Estimated',
  'label.disclaimer': 'General fitness information, not medical advice.',
};
