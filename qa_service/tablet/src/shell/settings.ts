/** How this device likes it: theme, gloves, hand. Kept on the device, never sent. */
import { signal } from "@preact/signals";

export type Theme = "day" | "sun";
export type Hand = "right" | "left";

function read(key: string): string | null {
  try {
    return localStorage.getItem(`qa.${key}`);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(`qa.${key}`, value);
  } catch {
    // a browser that keeps nothing still obeys until it is closed
  }
}

export const theme = signal<Theme>("day");
export const hand = signal<Hand>("right");
export const gloves = signal(false);
/** The name under which this device's own camera has a profile; its live photos name no camera. */
export const cameraName = signal("");

function show(): void {
  document.documentElement.dataset["theme"] = theme.value;
  document.documentElement.dataset["hand"] = hand.value;
}

/** Switch the sun theme. */
export function setTheme(value: Theme): void {
  theme.value = value;
  write("theme", value);
  show();
}

/** Put the main action on the other side. */
export function setHand(value: Hand): void {
  hand.value = value;
  write("hand", value);
  show();
}

/** Name the camera of this device. */
export function setCameraName(value: string): void {
  cameraName.value = value;
  write("camera", value);
}

/** One item a screen, larger targets. */
export function setGloves(value: boolean): void {
  gloves.value = value;
  write("gloves", value ? "yes" : "no");
}

/** The turn in which a part was last said to lie, degrees; parts are usually laid down as the one before. */
export function lastTurn_deg(name: string): number {
  const found = Number(read(`turn.${name}`) ?? 0);
  return Number.isFinite(found) ? found : 0;
}

/** Remember it for the next photo. */
export function keepTurn(name: string, degrees: number): void {
  write(`turn.${name}`, String(degrees));
}

/** Read what was chosen before. */
export function startSettings(): void {
  theme.value = read("theme") === "sun" ? "sun" : "day";
  hand.value = read("hand") === "left" ? "left" : "right";
  gloves.value = read("gloves") === "yes";
  cameraName.value = read("camera") ?? "";
  show();
}
