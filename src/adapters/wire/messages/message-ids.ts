import type { CueId } from '../../../domain/coaching/cue-rules.ts';
import { CUE_IDS } from '../../../domain/coaching/cue-rules.ts';
import type { NoteId } from '../../../domain/note-ids.ts';
import { NOTE_IDS } from '../../../domain/note-ids.ts';

/** Names of things that every screen, print and command shares, so that each is called the same everywhere. */
export const NAME_IDS = [
  'label.target.zone2',
  'label.target.interval_4x4',
  'label.target.anti_inflammatory',
  'label.target.cardio',
  'label.target.strength',
  'label.target.daily_movement',
  'label.status.met',
  'label.status.on_track',
  'label.status.behind',
  'label.status.missed',
  'label.status.undetermined',
  'label.severity.note',
  'label.severity.caution',
  'label.severity.strong',
  'label.source.measured',
  'label.source.entered',
  'label.source.confirmed',
  'label.source.formula',
  'label.sport.running',
  'label.sport.walking',
  'label.sport.hiking',
  'label.sport.cycling',
  'label.sport.swimming',
  'label.sport.rowing',
  'label.sport.training',
  'label.sport.strength',
  'label.sport.strength_training',
  'label.sport.yoga',
  'label.sport.cross_country_skiing',
  'label.sport.treadmill',
  'label.sport.generic',
  'label.disclaimer',
] as const;

/** What a person reads in place of a page that is refused. */
const REFUSAL_IDS = [
  'refusal.gone.title',
  'refusal.gone.text',
  'refusal.closed.title',
  'refusal.closed.text',
  'refusal.busy.title',
  'refusal.busy.text',
  'refusal.fault.title',
  'refusal.fault.text',
] as const;

/** Headings and lines of what is printed. */
const PRINT_IDS = [
  'label.print.title',
  'label.print.session',
  'label.print.average',
  'label.print.highest',
  'label.print.target',
  'label.print.credited',
  'label.print.dose',
  'label.print.status',
  'label.print.streak',
  'label.print.remaining',
  'label.print.bands',
  'label.print.total',
  'label.print.bpm',
  'label.print.plan',
  'label.print.intervals',
  'label.print.date',
  'label.print.effort',
  'label.print.above',
  'label.print.recovery',
  'label.print.refusals',
  'label.print.remarks',
  'label.print.resting',
  'label.print.basis',
  'label.print.max_heart_rate',
  'label.print.prescription',
  'label.print.default_prescription',
  'label.print.rules',
  'label.print.time_zone',
  'label.print.active',
  'label.print.coverage',
  'label.print.coverage_unknown',
  'label.print.max_heart_rate_alone',
  'label.print.counts_for',
  'label.print.counts_not_for',
  'label.print.counts_for_none',
  'label.print.nothing_recorded',
  'label.print.in_force',
  'label.print.unchanged',
  'label.print.not_judged',
] as const;

export const LABEL_IDS = [...NAME_IDS, ...PRINT_IDS] as const;

export type NameId = (typeof NAME_IDS)[number];
export type LabelId = (typeof LABEL_IDS)[number];

/** What is written to people by mail and by push, and on the page where the mails end. */
export const LETTER_IDS = [
  'mail.invitation.subject',
  'mail.invitation.text',
  'mail.invitation.clinic',
  'mail.sign_in.subject',
  'mail.sign_in.text',
  'mail.sign_in.forgotten',
  'mail.address.subject',
  'mail.address.text',
  'mail.address.changing',
  'mail.address.former',
  'mail.address.not_you',
  'mail.unexpected',
  'mail.summary.open',
  'mail.summary.stop',
  'summary.title',
  'summary.stop.title',
  'summary.stop.text',
  'summary.stop.button',
  'summary.stop.done',
] as const;

export type LetterId = (typeof LETTER_IDS)[number];

/** Words of what is read away from the page; each language is a record over them. */
export type DocumentId = (typeof PRINT_IDS)[number] | LetterId | (typeof REFUSAL_IDS)[number];

/** Everything that is said in sentences; each language is a record over it, so a missing message does not compile. */
export type SentenceId = Exclude<MessageId, NameId | DocumentId>;

/** Everything the product can say; each catalogue is a record over it, so a missing message does not compile. */
export type MessageId = NoteId | CueId | NameId | DocumentId;

export const MESSAGE_IDS: readonly MessageId[] = [
  ...NOTE_IDS,
  ...CUE_IDS,
  ...LABEL_IDS,
  ...LETTER_IDS,
  ...REFUSAL_IDS,
];
