/** Runs in the audio thread: reports how loud its input is, even while the tab sleeps and timers are slow. */

// TypeScript's libraries do not have the scope of an AudioWorklet.
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

const REPORT_SECONDS = 0.03

class LevelProcessor extends AudioWorkletProcessor {
  private sum = 0
  private count = 0

  process(inputs: Float32Array[][]): boolean {
    const samples = inputs[0]?.[0]
    if (!samples) return true
    for (const sample of samples) this.sum += sample * sample
    this.count += samples.length
    if (this.count >= sampleRate * REPORT_SECONDS) {
      this.port.postMessage(Math.sqrt(this.sum / this.count))
      this.sum = 0
      this.count = 0
    }
    return true
  }
}

registerProcessor('level', LevelProcessor)
