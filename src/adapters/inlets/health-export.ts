/** An app that exports what a phone's health store holds: its id in the guide of the page, and the answer it expects. */
export interface HealthExport {
  readonly app: 'health-auto-export' | 'open-wearables' | 'hc-webhook';
  readonly status: 200 | 202;
}

const HEAD_BYTES = 4 * 1024;

/** As the decoders of these bodies know them, by their beginning. */
const EXPORTS: readonly (HealthExport & { readonly marks: readonly RegExp[] })[] = [
  { app: 'health-auto-export', status: 200, marks: [/^\s*\{\s*"data"\s*:\s*\{\s*"(?:metrics|workouts)"/] },
  { app: 'open-wearables', status: 202, marks: [/^\s*\{/, /"sdkVersion"\s*:/, /"data"\s*:/] },
  { app: 'hc-webhook', status: 200, marks: [/^\s*\{/, /"app_version"\s*:/, /"timestamp"\s*:/] },
];

/** Which app's export a body is; null for anything else. */
export function healthExportOf(body: Buffer): HealthExport | null {
  const head = body.subarray(0, HEAD_BYTES).toString('latin1');
  return EXPORTS.find(({ marks }) => marks.every((mark) => mark.test(head))) ?? null;
}

/** Whether there is anything in it to import: these apps also send steps and sleep alone, as often as heart rates. */
export function holdsHeartRate(body: Buffer): boolean {
  return /heart_?rate|"(?:workouts|exercise)"\s*:\s*\[\s*\{/i.test(body.toString('latin1'));
}
