import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { SheetColumn, SheetTable, WeekSheet } from '../../wire/print/week-sheet.ts';

// With the names of people in Latin, Greek, Cyrillic, Arabic and Hebrew, which the fonts that every reader has are not.
const { resolve } = createRequire(import.meta.url);
const PLAIN = resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf');
const BOLD = resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf');

/** 12 mm. */
const MARGIN_POINTS = 34;
const GAP_POINTS = 4;
const GREY = '#bbbbbb';
const INK = '#111111';
/** How many shares of the width each kind of column takes. */
const SHARES: Readonly<Record<SheetColumn['kind'], number>> = { name: 3.5, number: 2, text: 2, words: 6 };

/** The printed week as a PDF on A4, black on white. The same sheet gives the same bytes. */
export async function weekPdf(sheet: WeekSheet): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN_POINTS,
    font: PLAIN,
    lang: sheet.locale,
    displayTitle: true,
    info: { Title: sheet.title, Producer: 'Zone Coach', Creator: 'Zone Coach', CreationDate: new Date(0) },
  });
  const pieces: Uint8Array[] = [];
  pdf.on('data', (piece: Uint8Array) => pieces.push(piece));
  const written = new Promise<void>((resolveWritten, reject) => {
    pdf.once('end', resolveWritten);
    pdf.once('error', reject);
  });
  write(pdf, sheet);
  pdf.end();
  await written;
  return Buffer.concat(pieces);
}

function write(pdf: PDFKit.PDFDocument, sheet: WeekSheet): void {
  pdf.fillColor(INK).font(BOLD, 17).text(sheet.title);
  pdf.font(PLAIN, 9).text(sheet.about);
  pdf.font(BOLD, 11).text(sheet.status);
  line(pdf, INK);
  for (const table of sheet.tables) writeTable(pdf, table);
  for (const { title, lines } of sheet.lists) {
    heading(pdf, title);
    for (const each of lines) pdf.font(PLAIN, 8).text(`• ${each}`);
  }
  for (const { title, lines } of sheet.paragraphs) {
    heading(pdf, title);
    for (const each of lines) pdf.font(PLAIN, 8).text(each);
  }
  pdf.moveDown();
  line(pdf, GREY);
  pdf.font(PLAIN, 7).text(sheet.disclaimer);
}

function heading(pdf: PDFKit.PDFDocument, title: string): void {
  pdf.moveDown(0.6);
  pdf.font(BOLD, 10).text(title);
}

function writeTable(pdf: PDFKit.PDFDocument, { title, columns, rows }: SheetTable): void {
  if (title !== null) heading(pdf, title);
  const { left, right } = pdf.page.margins;
  const whole = pdf.page.width - left - right;
  const shares = columns.reduce((sum, { kind }) => sum + SHARES[kind], 0);
  const widths = columns.map(({ kind }) => (whole * SHARES[kind]) / shares);
  writeRow(
    pdf,
    columns.map(({ head }) => head),
    widths,
    () => BOLD,
  );
  for (const { cells } of rows) {
    writeRow(pdf, cells, widths, (index) => (columns[index]!.kind === 'name' ? BOLD : PLAIN));
  }
}

function writeRow(
  pdf: PDFKit.PDFDocument,
  cells: readonly string[],
  widths: readonly number[],
  fontOf: (index: number) => string,
): void {
  const widthOf = (index: number): number => widths[index]! - GAP_POINTS;
  const height = Math.max(
    ...cells.map((cell, index) => pdf.font(fontOf(index), 8).heightOfString(cell, { width: widthOf(index) })),
  );
  // A row is not torn over two sheets.
  if (pdf.y + height > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
  const top = pdf.y;
  let x = pdf.page.margins.left;
  for (const [index, cell] of cells.entries()) {
    pdf.font(fontOf(index), 8).text(cell, x, top, { width: widthOf(index) });
    x += widths[index]!;
  }
  pdf.x = pdf.page.margins.left;
  pdf.y = top + height;
  line(pdf, GREY);
}

/** A hairline across the sheet, below what was written. */
function line(pdf: PDFKit.PDFDocument, colour: string): void {
  const { left, right } = pdf.page.margins;
  pdf.y += 2;
  pdf
    .moveTo(left, pdf.y)
    .lineTo(pdf.page.width - right, pdf.y)
    .lineWidth(0.5)
    .strokeColor(colour)
    .stroke();
  pdf.y += 2;
}
