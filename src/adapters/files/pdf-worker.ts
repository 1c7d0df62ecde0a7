/** Entry of a worker thread: what stands on the sheet of a week in, the PDF out. */
export { weekPdf as default } from './out/week-pdf.ts';
