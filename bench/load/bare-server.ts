/** Reads requests and answers nothing, as a program of its own: what the same requests cost the machine. */

import { createServer } from 'node:http'

const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(204).end())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : 0)
})
