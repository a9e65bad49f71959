/** What stands in the frame of another page: a sentence and a link out, for residents' pages alone. */

import t from 'tap'
import { startTestApp } from '../../helpers/test-app.js'

t.test('inside another page', async (t) => {
  const app = await startTestApp(t)
  const get = async (path: string, destination: string, language = 'en') => {
    const response = await fetch(app.url + path, {
      headers: { 'sec-fetch-dest': destination, 'accept-language': language },
    })
    return { headers: response.headers, text: await response.text() }
  }
  for (const path of ['/', '/v/a"<b>&c', '/?avatar=1']) {
    for (const destination of ['iframe', 'frame', 'embed', 'object']) {
      const { headers, text } = await get(path, destination)
      t.match(text, 'open-outside', `${path} in ${destination}`)
      t.equal(headers.get('x-frame-options'), null)
      t.notMatch(headers.get('content-security-policy'), /frame-ancestors/)
      t.match(headers.get('content-security-policy'), /default-src 'none'/, 'it can do nothing')
      t.notMatch(text, /<script|"<b>/)
    }
    const { headers, text } = await get(path, 'document')
    t.notMatch(text, 'open-outside')
    t.match(headers.get('content-security-policy'), /frame-ancestors 'none'/)
  }
  t.match((await get('/', 'iframe', 'fr, de-AT;q=0.8, en;q=0.5')).text, /eigenen Fenster/)
  const console = await get('/admin', 'iframe')
  t.match(console.headers.get('content-security-policy'), /frame-ancestors 'none'/)
  t.notMatch(console.text, 'open-outside')
})
