import type { NameId } from '../message-ids.ts';

/** What things are called in Danish, on the page, in print and in the terminal alike. */
export const daNames: Readonly<Record<NameId, string>> = {
  'label.target.zone2': 'Zone 2',
  'label.target.interval_4x4': '4×4-intervaller',
  'label.target.anti_inflammatory': 'Let daglig aktivitet',
  'label.target.cardio': 'Kondition',
  'label.target.strength': 'Styrke',
  'label.target.daily_movement': 'Daglig bevægelse',
  'label.status.met': 'Nået',
  'label.status.on_track': 'På vej',
  'label.status.behind': 'Bagud',
  'label.status.missed': 'Ikke nået',
  'label.status.undetermined': 'Uafklaret',
  'label.severity.note': 'Bemærk',
  'label.severity.caution': 'Pas på',
  'label.severity.strong': 'Pas særligt på',
  'label.source.measured': 'Målt',
  'label.source.entered': 'Indtastet',
  'label.source.confirmed': 'Bekræftet',
  'label.source.formula': 'Skønnet',
  'label.disclaimer': 'Generel information om træning, ikke lægelig rådgivning.',
};
