/** Puts the files that a built document links to into the document itself; the builds of page and console use it. */

/** The document with a script's file replaced by the code, at the end of the body. */
export function inlineScript(html: string, file: string, code: string): string {
  const element = `<script type="module">${code.replaceAll('</script', '<\\/script')}</script>`
  return html
    .replace(new RegExp(`<script[^>]*${file}"></script>`), '')
    .replace('</body>', () => `${element}</body>`)
}

/** The document with a style sheet's file replaced by the rules, where the link was. */
export function inlineStyle(html: string, file: string, rules: string | Uint8Array): string {
  return html.replace(new RegExp(`<link[^>]*${file}"[^>]*>`), () => `<style>${rules}</style>`)
}
