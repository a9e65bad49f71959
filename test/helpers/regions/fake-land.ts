/** A simulator's `land_data`: answers byte for byte like the recordings `land-*` in test/fixtures/robust. */

export interface FakeParcel {
  readonly id: string
  name: string
  readonly from: readonly [x: number, y: number]
  readonly to: readonly [x: number, y: number]
  /** Where it is smaller than the box around it. */
  readonly area?: number
  owner?: string
  /** As `land_data` says them. */
  flags?: number
  readonly height?: number
  readonly dwell?: number
}

export interface FakeLand {
  readonly corner: readonly [x: number, y: number]
  parcels: FakeParcel[]
}

/** Flags of a new parcel, with voice and a channel of its own. */
export const USUAL_FLAGS = 671_096_907
export const VOICE_OFF_FLAGS = USUAL_FLAGS & ~0x20000000
export const ESTATE_CHANNEL_FLAGS = USUAL_FLAGS | 0x40000000

const HEAD = '<?xml version="1.0" encoding="utf-8"?><methodResponse>'

/** @param lands of all regions of that simulator; `undefined`: LandServiceInConnector is not set */
export function landAnswer(
  lands: readonly FakeLand[] | undefined,
  { region_handle: handle = '', x = '', y = '' }: Readonly<Record<string, string>>,
): string {
  if (!lands) return fault(-32601, 'Requested method [land_data] not found')
  if (![handle, x, y].every((number) => /^\d+$/.test(number))) {
    return fault(
      -32603,
      'Requested method [land_data] from 127.0.0.1 threw exception: Input string was not in a correct format. […stack trace left out…]',
    )
  }
  const land = lands.find(({ corner }) => String((BigInt(corner[0]) << 32n) | BigInt(corner[1])) === handle)
  const parcel = land && parcelAt(land, Number(x), Number(y))
  if (!parcel) return answered('<struct />')
  const { from, to, area = sizeOf(parcel), height = 0, dwell = 0, owner, flags = USUAL_FLAGS } = parcel
  const members = {
    SnapshotID: '00000000-0000-0000-0000-000000000000',
    AABBMin: `<${from[0]}, ${from[1]}, ${height}>`,
    Description: '',
    Dwell: String(dwell),
    Area: String(area),
    RegionAccess: '13',
    UserLocation: '<0, 0, 0>',
    SalePrice: '0',
    Name: parcel.name,
    OwnerID: owner ?? '00000000-0000-4000-8000-00000000beef',
    GlobalID: parcel.id,
    Flags: String(flags),
    AABBMax: `<${to[0]}, ${to[1]}, 0>`,
    AuctionID: '0',
  }
  const written = Object.entries(members).map(([name, text]) => member(name, stringValue(text)))
  return answered(`<struct>${written.join('')}</struct>`)
}

/** The smallest one there; outside of all, the first. */
function parcelAt({ parcels }: FakeLand, x: number, y: number): FakeParcel | undefined {
  const here = parcels.filter(({ from, to }) => x >= from[0] && y >= from[1] && x < to[0] && y < to[1])
  return here.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0] ?? parcels[0]
}

const sizeOf = ({ from, to }: FakeParcel) => (to[0] - from[0]) * (to[1] - from[1])

const answered = (value: string) =>
  `${HEAD}<params><param><value>${value}</value></param></params></methodResponse>`

const member = (name: string, value: string) => `<member><name>${name}</name><value>${value}</value></member>`

function fault(code: number, text: string): string {
  const members = member('faultCode', `<i4>${code}</i4>`) + member('faultString', stringValue(text))
  return `${HEAD}<fault><value><struct>${members}</struct></value></fault></methodResponse>`
}

function stringValue(text: string): string {
  if (text === '') return '<string />'
  return `<string>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</string>`
}
