/** Sound and vibration of a scan: good short, care two, stop long. Nothing when the device cannot. */

export type Feedback = "good" | "care" | "stop" | "plain";

const VIBRATION_ms: Readonly<Record<Feedback, number[]>> = { good: [60], care: [80, 80, 80], stop: [500], plain: [30] };
const SOUND: Readonly<Record<Feedback, readonly { hz: number; from_s: number; for_s: number }[]>> = {
  good: [{ hz: 1320, from_s: 0, for_s: 0.09 }],
  care: [{ hz: 660, from_s: 0, for_s: 0.12 }, { hz: 660, from_s: 0.2, for_s: 0.12 }],
  stop: [{ hz: 196, from_s: 0, for_s: 0.7 }],
  plain: [{ hz: 880, from_s: 0, for_s: 0.04 }],
};

let audio: AudioContext | null = null;

/** Tell an outcome without words. */
export function giveFeedback(kind: Feedback): void {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(VIBRATION_ms[kind]);
  if (!navigator.userActivation?.hasBeenActive || typeof AudioContext === "undefined") return;
  audio ??= new AudioContext();
  for (const tone of SOUND[kind]) {
    const oscillator = audio.createOscillator();
    const volume = audio.createGain();
    oscillator.frequency.value = tone.hz;
    volume.gain.value = 0.2;
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(audio.currentTime + tone.from_s);
    oscillator.stop(audio.currentTime + tone.from_s + tone.for_s);
  }
}
