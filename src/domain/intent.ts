/** What the athlete set out to do, as told when a live session begins: cues and G7 follow it (C). */
export type Intent = 'zone2' | 'interval_4x4' | 'anti_inflammatory' | 'free';
