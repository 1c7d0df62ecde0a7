import { Type } from 'typebox';
import { oneOf } from './formats.ts';
import { nullable, strict } from './schema.ts';

export const newDemoClinic = strict({ locale: oneOf('da', 'en') });

/** Null where there is none. */
export const demoClinicSchema = strict({ clinicId: nullable(Type.String()) });
