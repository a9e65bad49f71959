/** Files for spreadsheets (RFC 4180). */

/** Programs take what begins so for a formula, and a resident may choose any name. */
const FORMULA = /^[=+\-@\t\r]/

const cell = (value: string | number) =>
  typeof value === 'number'
    ? String(value)
    : `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`

export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

/** Hands the admin a file. @param name without the day and the ending */
export function saveCsv(name: string, text: string): void {
  // Spreadsheets take a file for UTF-8 where it begins with this mark.
  saveFile(
    `${name}-${new Date().toISOString().slice(0, 10)}.csv`,
    new Blob(['\uFEFF', text], { type: 'text/csv' }),
  )
}

export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
