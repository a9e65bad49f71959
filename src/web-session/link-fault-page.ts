/** The page somebody sees whose voice link does not work. */

import type { VoiceError } from '../errors.js'

/** It has its few rules inline, and nothing else. */
export const LINK_FAULT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/** A whole HTML document without scripts; the error's message is our own text, never the client's. */
export function linkFaultPage(error: VoiceError): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Voice link</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1.5rem; color-scheme: light dark }
</style>
<h1>This link does not open</h1>
<p data-testid="error">${error.message}</p>
<p>A voice link works once, for two minutes, and only for the avatar it was made for.
Touch the voice kiosk in-world again, or ask the region's owner for a new link.</p>
</html>
`
}
