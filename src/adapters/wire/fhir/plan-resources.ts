/** The parts of FHIR R4 that say what somebody is to do, as far as they are read: whatever else a resource holds is let be. */
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const some = <Shape extends Parameters<typeof Type.Object>[0]>(shape: Shape) =>
  Type.Object(shape, { additionalProperties: true });
const concept = some({
  coding: Type.Optional(
    Type.Array(some({ system: Type.Optional(Type.String()), code: Type.Optional(Type.String()) })),
  ),
  text: Type.Optional(Type.String()),
});
const quantity = some({
  value: Type.Optional(Type.Number()),
  unit: Type.Optional(Type.String()),
  code: Type.Optional(Type.String()),
});
const range = some({ low: Type.Optional(quantity), high: Type.Optional(quantity) });
const period = some({ start: Type.Optional(Type.String()) });
const timing = some({
  repeat: Type.Optional(
    some({
      boundsPeriod: Type.Optional(period),
      frequency: Type.Optional(Type.Number()),
      frequencyMax: Type.Optional(Type.Number()),
      period: Type.Optional(Type.Number()),
      periodUnit: Type.Optional(Type.String()),
      duration: Type.Optional(Type.Number()),
      durationMax: Type.Optional(Type.Number()),
      durationUnit: Type.Optional(Type.String()),
    }),
  ),
});
const notes = Type.Optional(Type.Array(some({ text: Type.Optional(Type.String()) })));

const serviceRequest = some({
  resourceType: Type.Literal('ServiceRequest'),
  status: Type.String(),
  intent: Type.String(),
  code: Type.Optional(concept),
  quantityQuantity: Type.Optional(quantity),
  quantityRange: Type.Optional(range),
  occurrenceDateTime: Type.Optional(Type.String()),
  occurrencePeriod: Type.Optional(period),
  occurrenceTiming: Type.Optional(timing),
  note: notes,
});
const carePlan = some({
  resourceType: Type.Literal('CarePlan'),
  status: Type.String(),
  intent: Type.String(),
  title: Type.Optional(Type.String()),
  period: Type.Optional(period),
  activity: Type.Optional(
    Type.Array(
      some({
        detail: Type.Optional(
          some({
            status: Type.String(),
            code: Type.Optional(concept),
            quantity: Type.Optional(quantity),
            scheduledTiming: Type.Optional(timing),
          }),
        ),
      }),
    ),
  ),
  note: notes,
});
const goal = some({
  resourceType: Type.Literal('Goal'),
  lifecycleStatus: Type.String(),
  description: concept,
  startDate: Type.Optional(Type.String()),
  target: Type.Optional(
    Type.Array(
      some({
        measure: Type.Optional(concept),
        detailQuantity: Type.Optional(quantity),
        detailRange: Type.Optional(range),
      }),
    ),
  ),
  note: notes,
});
const bundle = some({
  resourceType: Type.Literal('Bundle'),
  entry: Type.Optional(Type.Array(some({ resource: Type.Optional(some({ resourceType: Type.String() })) }))),
});

export const SHAPES = {
  ServiceRequest: Compile(serviceRequest),
  CarePlan: Compile(carePlan),
  Goal: Compile(goal),
};
export const BUNDLE = Compile(bundle);

export type Concept = Static<typeof concept>;
export type Quantity = Static<typeof quantity>;
export type Range = Static<typeof range>;
export type Timing = Static<typeof timing>;
export type PlanResource = Static<typeof serviceRequest> | Static<typeof carePlan> | Static<typeof goal>;
