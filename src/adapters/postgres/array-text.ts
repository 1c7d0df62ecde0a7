/**
 * Columns of many rows as Postgres reads them. The driver searches each element for quotes with two regular expressions;
 * a live commit has thousands of rows in six columns.
 */
export function arrayOfNumbers(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

export function arrayOfTexts(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  const isPlain = !/["\\]/.test(values.join(''));
  const escaped = isPlain ? values : values.map((value) => value.replaceAll(/["\\]/g, String.raw`\$&`));
  return `{"${escaped.join('","')}"}`;
}
