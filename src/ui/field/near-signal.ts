/** Crossed on the way to a point, m: each gives a sign, the last a long one. */
const STEPS_M = [5, 1, 0.2]

export interface NearSignal {
  /** @param distanceM null: nothing is looked for */
  update(distanceM: number | null): void
  stop(): void
}

/** Vibration and a short tone when the point that is looked for comes near. */
export function nearSignal(): NearSignal {
  let passed = 0
  let audio: AudioContext | null = null
  function beep(count: number): void {
    try {
      audio ??= new AudioContext()
      for (let i = 0; i < count; i++) {
        const tone = audio.createOscillator()
        const gain = audio.createGain()
        gain.gain.value = 0.2
        tone.frequency.value = 880
        tone.connect(gain).connect(audio.destination)
        tone.start(audio.currentTime + i * 0.18)
        tone.stop(audio.currentTime + i * 0.18 + 0.1)
      }
    } catch {
      // a device without sound still vibrates and shows the distance
    }
  }
  return {
    update(distanceM) {
      const now = distanceM === null ? 0 : STEPS_M.filter((step) => distanceM <= step).length
      if (now > passed) {
        navigator.vibrate?.(now === STEPS_M.length ? [200, 80, 200] : 120)
        beep(now)
      }
      passed = now
    },
    stop() {
      void audio?.close().catch(() => {})
      audio = null
    },
  }
}
