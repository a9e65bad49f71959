/** Whatever is asked under `/api2` is answered 200 in XML: the module drops everything else, and calls again. */

import { connect } from 'node:net'
import t from 'tap'
import { startTestApp } from '../../helpers/test-app.js'

t.test('an unknown request gets its XML by every method and however it is spelt', async (t) => {
  const app = await startTestApp(t)
  /** By hand: no client sends all of these as they are. */
  const ask = (method: string, path: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(app.port, '127.0.0.1')
      let answer = ''
      socket.setEncoding('utf8').on('data', (text: string) => {
        answer += text
      })
      socket.on('end', () => resolve(answer))
      socket.on('error', reject)
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
    })
  for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND', 'TRACE']) {
    for (const path of [
      '/api2',
      '/api2/',
      '/api2?x=1',
      '/api2/unknown.php',
      '/api2/viv_chan_mod',
      '/api2/viv_chan_mod.php/',
      '/api2/a/b/c?d=e',
      '/api2/VIV_SIGNIN.PHP',
      '/api2/%zz',
      '/api2/index.html',
      '/api2/../api2/x.php',
      `/api2/${'x'.repeat(5000)}`,
    ]) {
      const answer = await ask(method, path)
      const what = `${method} ${path.slice(0, 40)}`
      t.match(answer, /^HTTP\/1\.1 200 /, what)
      t.match(answer, /content-type: text\/xml/i, what)
      if (method !== 'HEAD') t.match(answer, /<status>ERR<\/status>/, what)
    }
  }
  t.match(await ask('GET', '/api2x'), /^HTTP\/1\.1 404 /, 'what is none of it is not')
  t.notOk(app.log.some(({ level }) => level >= 50))
})
