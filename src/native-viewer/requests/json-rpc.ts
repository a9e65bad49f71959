/** JSON-RPC 2.0 as OpenSim's WebRTC connector speaks it. With an answer of any other form, viewers wait for ever. */

export type JsonRpcId = string | number | null

export type JsonRpcAnswer =
  | { readonly jsonrpc: '2.0'; readonly id: JsonRpcId; readonly result: object }
  /** A text, not an object as in the standard: the connector reads a text. */
  | { readonly jsonrpc: '2.0'; readonly id: JsonRpcId; readonly error: string }

const MAX_ID_CHARACTERS = 200

/** The JSON-RPC request in a body and the id to answer with; `rpc` is `undefined` unless the body is a single request. */
export function readJsonRpc(body: string): { readonly id: JsonRpcId; readonly rpc: object | undefined } {
  const value = parse(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { id: null, rpc: undefined }
  const id: unknown = 'id' in value ? value.id : null
  if (id === null || typeof id === 'number') return { id, rpc: value }
  if (typeof id === 'string' && id.length <= MAX_ID_CHARACTERS) return { id, rpc: value }
  return { id: null, rpc: undefined }
}

export function resultAnswer(id: JsonRpcId, result: object): JsonRpcAnswer {
  return { jsonrpc: '2.0', id, result }
}

export function errorAnswer(id: JsonRpcId, error: string): JsonRpcAnswer {
  return { jsonrpc: '2.0', id, error }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
