/**
 * A region as VivoxVoiceModule drives the service: one connection, one request at a time, values put into URLs
 * unescaped, the URL written before the sign-in that it needs, and a loop that a 201 can make endless.
 */

import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { find } from './vivox-module.js'

export interface RegionOptions {
  readonly port: number
  readonly secure?: boolean
  readonly user?: string
  readonly password?: string
}

/** More rounds than this of one request are the endless loop. */
const ENDLESS = 20

/** What .NET's Uri makes of a text: a `#` cuts it, and only characters that no URL can hold are escaped. */
export function asDotNetUri(text: string): string {
  const [kept = ''] = text.split('#', 1)
  return kept
    .replace(/[^!-~]|["<>\\^`{|}]/gu, (character) => encodeURIComponent(character))
    .replace(/%(41|5[Aa])/g, (escaped) => decodeURIComponent(escaped))
}

/** One keep-alive connection, TLS 1.2 at most, as a simulator opens it. */
export function createConnection({ port, secure = false }: RegionOptions) {
  const agent = secure
    ? new HttpsAgent({ keepAlive: true, maxSockets: 1, maxVersion: 'TLSv1.2', rejectUnauthorized: false })
    : new HttpAgent({ keepAlive: true, maxSockets: 1 })
  return {
    get: (path: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const onAnswer = (response: IncomingMessage) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString())
            else reject(new Error(`status ${response.statusCode}, and the module drops the body`))
          })
        }
        const options = {
          agent,
          host: '127.0.0.1',
          port,
          path: asDotNetUri(`/api2/${path}`),
          headers: { 'content-length': '0' },
        }
        const request = secure ? httpsRequest(options, onAnswer) : httpRequest(options, onAnswer)
        request.on('error', reject).end()
      }),
    close: () => agent.destroy(),
  }
}

export interface ChannelWish {
  readonly name: string
  readonly description?: string
  readonly parent?: string
  readonly settings?: string
}

const AUDIO =
  '&chan_type=positional&chan_mode=open&chan_roll_off=2&chan_dist_model=2&chan_max_range=60&chan_clamping_distance=10'

export function createVivoxRegion(options: RegionOptions) {
  const { user = 'vadmin', password = 'vpass' } = options
  const connection = createConnection(options)
  const state = { connected: false, token: '', signIns: 0 }

  /** `DoAdminLogin`. */
  async function signIn(): Promise<boolean> {
    if (state.connected) return true
    state.signIns += 1
    const answer = await connection.get(`viv_signin.php?userid=${user}&pwd=${password}`)
    const token = find(answer, 'response.level0.body.auth_token')
    if (find(answer, 'response.level0.body.status') !== 'Ok' || token === undefined) return false
    state.token = token
    state.connected = true
    return true
  }

  /** `VivoxCall`: the URL is passed in complete, with the token from before the sign-in. */
  async function call(path: string): Promise<string | undefined> {
    return (await signIn()) ? connection.get(path) : undefined
  }

  const statusOf = (answer: string | undefined) => answer && find(answer, 'response.level0.status')
  const codeOf = (answer: string | undefined) => answer && find(answer, 'response.level0.body.code')

  async function createAccount(name: string, pwd: string): Promise<{ status: string; retry: boolean }> {
    const answer = await call(`viv_adm_acct_new.php?username=${name}&pwd=${pwd}&auth_token=${state.token}`)
    const status = statusOf(answer) ?? ''
    if (status !== '201') return { status, retry: false }
    state.connected = false
    return { status, retry: await signIn() }
  }

  /** `ProvisionVoiceAccountRequest`: whether the avatar gets voice. @throws Error in an endless loop */
  async function provision(name: string, pwd: string): Promise<boolean> {
    let retry = false
    let status = ''
    let rounds = 0
    do {
      rounds += 1
      if (rounds > ENDLESS) throw new Error('the module loops until its simulator is restarted')
      const answer = await call(`viv_get_acct.php?auth_token=${state.token}&user_name=${name}`)
      status = statusOf(answer) ?? ''
      if (status === 'OK') continue
      const code = codeOf(answer)
      if (code === '201') {
        state.connected = false
        retry = await signIn()
      } else if (code === '403') {
        const created = await createAccount(name, pwd)
        status = created.status
        retry ||= created.retry
      }
    } while (retry)
    if (status !== 'OK') return false
    const answer = await call(
      `viv_adm_password.php?user_name=${name}&new_pwd=${pwd}&auth_token=${state.token}`,
    )
    return statusOf(answer) === 'OK'
  }

  /** The n-th leaves of a search, for the first entry of those types and that name. */
  async function searchFor(name: string, types: readonly string[]) {
    const answer = await call(`viv_chan_search.php?cond_channame=${name}&auth_token=${state.token}`)
    const leaf = (field: string, n: number) =>
      answer && find(answer, `response.level0.channel-search.channels.channels.level4.${field}`, n)
    const count = answer && find(answer, 'response.level0.channel-search.count')
    for (let n = 0; n < Number(count ?? 0); n++) {
      if (!types.includes(leaf('type', n) ?? '') || leaf('name', n) !== name) continue
      const [id, uri] = [leaf('id', n), leaf('uri', n)]
      if (id && uri) return { id, uri }
    }
    return undefined
  }

  async function create({ name, description, parent, settings = AUDIO }: ChannelWish) {
    let path = `viv_chan_mod.php?mode=create&chan_name=${name}&auth_token=${state.token}`
    if (parent) path += `&chan_parent=${parent}`
    if (description) path += `&chan_desc=${description}`
    const answer = await call(path + settings)
    const id = answer && find(answer, 'response.level0.body.chan_id')
    const uri = answer && find(answer, 'response.level0.body.chan_uri')
    return id ? { id, uri } : undefined
  }

  const findDirectory = (regionId: string) => searchFor(`${regionId}D`, ['dir'])

  async function childrenOf(directoryId: string): Promise<readonly string[]> {
    const answer = await call(`viv_chan_search.php?&cond_chanparent=${directoryId}&auth_token=${state.token}`)
    const count = Number((answer && find(answer, 'response.level0.channel-search.count')) ?? 0)
    const ids = Array.from(
      { length: count },
      (_, n) => answer && find(answer, 'response.level0.channel-search.channels.channels.level4.id', n),
    )
    return ids.filter((id) => id !== undefined)
  }

  async function remove(id: string, parent?: string): Promise<boolean> {
    const path = `viv_chan_mod.php?mode=delete${parent ? `&chan_parent=${parent}` : ''}&chan_id=${id}`
    return statusOf(await call(`${path}&auth_token=${state.token}`)) === 'OK'
  }

  return {
    state,
    connection,
    signIn,
    call,
    provision,
    create,
    findDirectory,
    childrenOf,
    remove,
    /** A parcel change: the parcel's channel, made where it does not exist. */
    async enterParcel(wish: ChannelWish): Promise<string | undefined> {
      const found = await searchFor(wish.name, ['channel', 'positional_M'])
      return found?.uri ?? (await create(wish))?.uri
    },
    /** `AddRegion` of the generation with directories: empties the directory or makes it; returns its id. */
    async addRegionWithDirectory(regionId: string, regionName: string): Promise<string | undefined> {
      const directory = await findDirectory(regionId)
      if (directory) {
        for (const child of await childrenOf(directory.id)) await remove(child, directory.id)
        return directory.id
      }
      const made = await create({
        name: `${regionId}D`,
        description: regionName,
        settings: '&chan_type=dir',
      })
      return made?.id
    },
    async removeRegionWithDirectory(regionId: string): Promise<boolean> {
      const directory = await findDirectory(regionId)
      if (!directory) return false
      for (const child of await childrenOf(directory.id)) await remove(child, directory.id)
      return remove(directory.id)
    },
    async shutDown(): Promise<string | undefined> {
      if (!state.connected) return undefined
      const answer = await connection.get(`viv_signout.php?auth_token=${state.token}`)
      state.connected = false
      return find(answer, 'response.level0.body.status')
    },
    close: connection.close,
  }
}
