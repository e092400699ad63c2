/** The camera: a live picture where the connection allows it, else photos by the camera app through a file. */

/** Why there is no live picture. */
export type CameraRefusal = "insecure" | "denied" | "absent";

export interface LiveCamera {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly hasLight: boolean;
  /** the zoom it began with and twice as near, where the camera offers that; null where it does not */
  readonly near: { readonly far: number; readonly near: number } | null;
}

interface Zoom {
  readonly min: number;
  readonly max: number;
}

/** Whether the browser offers a live picture at all: only over a safe connection. */
export function canBeLive(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === "function";
}

/** Open the camera at the back. `zooms`: a browser tells of zoom only where it was asked for (and stays silent where that is denied). */
export async function openCamera(width_px = 1920, height_px = 1080, zooms = true): Promise<LiveCamera | CameraRefusal> {
  if (!canBeLive()) return "insecure";
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: width_px }, height: { ideal: height_px }, ...(zooms ? { zoom: true } : {}) } as MediaTrackConstraints,
    });
    const track = stream.getVideoTracks()[0];
    if (!track) return "absent";
    const can = (track.getCapabilities?.() ?? {}) as { torch?: boolean; focusMode?: string[]; zoom?: Zoom };
    if (can.focusMode?.includes("continuous")) await constrain(track, { focusMode: "continuous" });
    return { stream, track, hasLight: can.torch === true, near: nearOf(can.zoom, (track.getSettings?.() as { zoom?: number } | undefined)?.zoom) };
  } catch (thrown) {
    return thrown instanceof DOMException && (thrown.name === "NotAllowedError" || thrown.name === "SecurityError") ? "denied" : "absent";
  }
}

/** Twice what the camera began with: its least zoom may be a wide lens that sees half as sharp. */
export function nearOf(zoom: Zoom | undefined, began: number | undefined): LiveCamera["near"] {
  if (!zoom) return null;
  const far = began ?? zoom.min;
  return zoom.max >= 2 * far ? { far, near: 2 * far } : null;
}

/** Switch the light beside the lens; false where the camera refused. */
export async function setLight(camera: LiveCamera, on: boolean): Promise<boolean> {
  return constrain(camera.track, { torch: on });
}

/** Twice as near, or as the camera began; false where it refused. */
export async function setNear(camera: LiveCamera, on: boolean): Promise<boolean> {
  return camera.near !== null && constrain(camera.track, { zoom: on ? camera.near.near : camera.near.far });
}

/** Ask for something that not every camera does; one that does not is left as it is. */
async function constrain(track: MediaStreamTrack, wanted: object): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [wanted as MediaTrackConstraintSet] });
    return true;
  } catch {
    return false;
  }
}

/** Let the camera go. */
export function closeCamera(camera: LiveCamera): void {
  for (const track of camera.stream.getTracks()) track.stop();
}

/** A full photo: the camera's own still where there is one, else the frame now. */
export async function takePhoto(camera: LiveCamera, video: HTMLVideoElement): Promise<Blob> {
  const Still = (globalThis as { ImageCapture?: new (track: MediaStreamTrack) => { takePhoto(): Promise<Blob> } }).ImageCapture;
  if (Still) {
    try {
      const blob = await new Still(camera.track).takePhoto();
      if (blob.type === "image/jpeg") return blob;
    } catch {
      // some cameras offer stills and then refuse; the frame below serves
    }
  }
  return frameOf(video, 1, 0.95);
}

/** The frame shown now as a JPEG; `scale` below 1 for quick checks. */
export async function frameOf(video: HTMLVideoElement, scale: number, quality: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the frame could not be kept"))), "image/jpeg", quality);
  });
}

/** SHA-256 of bytes in hexadecimal. WebCrypto where the connection is safe, else in plain code. */
export async function sha256Hex(bytes: Blob): Promise<string> {
  const all = new Uint8Array(await bytes.arrayBuffer());
  const digest = crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", all)) : (await import("@noble/hashes/sha2.js")).sha256(all);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
