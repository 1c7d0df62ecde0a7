/** The one sheet of the printed week: black on white, tables with hairlines, nothing that needs colour to be read. */
export const PRINT_STYLESHEET = `@page { size: A4; margin: 12mm; }
:root { color-scheme: light; }
body { max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; background: #fff; color: #111;
  font: 0.875rem/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
header { border-bottom: 2px solid #111; margin-bottom: 0.75rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1rem; margin: 0.9rem 0 0.25rem; }
header p { margin: 0.15rem 0; }
.status { font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.15rem 0.4rem 0.15rem 0; border-bottom: 1px solid #bbb;
  font-weight: 400; }
thead th, tbody th { font-weight: 600; }
.number { white-space: nowrap; }
section p { margin: 0; }
ul { margin: 0; padding-left: 1.1rem; columns: 22rem; column-gap: 1.5rem; }
li { break-inside: avoid; }
h2 { break-after: avoid; }
tr { break-inside: avoid; }
footer { margin-top: 1rem; border-top: 1px solid #bbb; color: #444; font-size: 0.75rem; }
button { font: inherit; min-height: 3rem; padding: 0 1.25rem; border: 2px solid #111; background: #fff; color: #111; }
/* On a phone a row is a block: its name, then each value after what it is. */
@media screen and (width < 40rem) {
  table, thead, tbody { display: block; }
  thead { display: none; }
  tr { display: grid; grid-template-columns: 1fr 1fr; column-gap: 0.75rem; padding: 0.4rem 0; border-bottom: 1px solid #bbb; }
  tr > * { border: 0; padding: 0.1rem 0; }
  tr:has(td[data-name]) > th, .words { grid-column: 1 / -1; }
  td[data-name]::before { content: attr(data-name) ": "; color: #444; }
  td:empty { display: none; } }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 9pt; line-height: 1.25; }
  ul { font-size: 8pt; columns: 3; }
  h2 { margin-top: 0.6rem; } }
`;
