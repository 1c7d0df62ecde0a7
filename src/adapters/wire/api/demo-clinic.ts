import { Type } from 'typebox';
import { language, nullable, strict } from './schema.ts';

export const newDemoClinic = strict({ locale: language });

/** Null where there is none. */
export const demoClinicSchema = strict({ clinicId: nullable(Type.String()) });
