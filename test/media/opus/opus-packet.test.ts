import { Encoder } from '@evan/opus'
import t from 'tap'
import { REST_FRAME } from '../../../src/media/mixing/silence.js'
import { encoderLibrary } from '../../../src/media/opus/encoder-library.js'
import { createMixEncoder } from '../../../src/media/opus/opus.js'
import { createOpusEncoder } from '../../../src/media/opus/opus-encoder.js'
import { holdsCopy } from '../../../src/media/opus/opus-packet.js'
import { speech } from '../../helpers/browser/voice-sound.js'

const FRAMES = 200

const shareWithCopy = (packets: readonly boolean[]) => packets.filter(Boolean).length / packets.length

t.test("a copy is seen where the encoder puts one in: in a microphone's packets", async (t) => {
  for (const protects of [false, true]) {
    const encoder = new Encoder({ channels: 1, sample_rate: 48_000, application: 'voip' })
    encoder.bitrate = 32_000
    encoder.inband_fec = protects
    encoder.packet_loss = protects ? 10 : 0
    const sound = speech('anna')
    const found = Array.from({ length: FRAMES }, () => holdsCopy(encoder.encode(sound())))
    if (protects) t.ok(shareWithCopy(found) > 0.5, `${shareWithCopy(found)}`)
    else t.equal(shareWithCopy(found), 0)
  }
})

t.test("and in a mix's, as long as it is wanted", async (t) => {
  const encoder = await createMixEncoder()
  const sound = speech('bert')
  const encode = (isProtected: boolean) =>
    Array.from({ length: FRAMES }, () => {
      const stereo = new Int16Array(1920)
      for (const [at, sample] of sound().entries()) stereo.set([sample * 0.8, sample * 0.4], at * 2)
      return holdsCopy(encoder.encode(stereo, 1, isProtected, 0.5))
    })
  t.equal(shareWithCopy(encode(false)), 0)
  t.ok(shareWithCopy(encode(true)) > 0.5)
  t.equal(shareWithCopy(encode(false).slice(2)), 0)
})

t.test('where the native library has no binary, the kept one encodes as loud and as protected', async (t) => {
  const settings = { channels: 1, sampleRateHz: 48_000, frameSamples: 960, bitsPerSecond: 32_000 } as const
  t.equal(encoderLibrary(), '@evan/opus', 'it has one for the machines that tests run on')
  for (const library of ['@evan/opus', 'libopus-wasm'] as const) {
    const encoder = await createOpusEncoder(settings, library)
    encoder.setExpectedLoss(10)
    encoder.setComplexity(0)
    const sound = speech('anna')
    const packets = Array.from({ length: FRAMES }, () => Uint8Array.from(encoder.encode(sound())))
    t.ok(shareWithCopy(packets.map(holdsCopy)) > 0.5)
    encoder.free()
  }
})

t.test('nothing is seen in what is no such packet', async (t) => {
  for (const payload of [Buffer.alloc(0), Buffer.of(0x78), REST_FRAME, Buffer.of(0x7b, 0xff, 0xff)])
    t.equal(holdsCopy(payload), false)
})
