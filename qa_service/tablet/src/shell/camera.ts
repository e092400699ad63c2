/** The camera: a live picture where the connection allows it, else photos by the camera app through a file. */

/** Why there is no live picture. */
export type CameraRefusal = "insecure" | "denied" | "absent";

export interface LiveCamera {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly hasLight: boolean;
  /** twice as near, where the camera offers it; null where it does not */
  readonly near: number | null;
}

/** Whether the browser offers a live picture at all: only over a safe connection. */
export function canBeLive(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === "function";
}

/** Open the camera at the back. */
export async function openCamera(width_px = 1920, height_px = 1080): Promise<LiveCamera | CameraRefusal> {
  if (!canBeLive()) return "insecure";
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: width_px }, height: { ideal: height_px } },
    });
    const track = stream.getVideoTracks()[0];
    if (!track) return "absent";
    const can = (track.getCapabilities?.() ?? {}) as { torch?: boolean; focusMode?: string[]; zoom?: { min: number; max: number } };
    if (can.focusMode?.includes("continuous")) await constrain(track, { focusMode: "continuous" });
    return { stream, track, hasLight: can.torch === true, near: can.zoom && can.zoom.max >= 2 * can.zoom.min ? 2 * can.zoom.min : null };
  } catch (thrown) {
    return thrown instanceof DOMException && (thrown.name === "NotAllowedError" || thrown.name === "SecurityError") ? "denied" : "absent";
  }
}

/** Switch the light beside the lens. */
export async function setLight(camera: LiveCamera, on: boolean): Promise<void> {
  await constrain(camera.track, { torch: on });
}

/** Twice as near, or as the camera begins. */
export async function setNear(camera: LiveCamera, on: boolean): Promise<void> {
  if (camera.near !== null) await constrain(camera.track, { zoom: on ? camera.near : camera.near / 2 });
}

/** Ask for something that not every camera does; one that does not is left as it is. */
async function constrain(track: MediaStreamTrack, wanted: object): Promise<void> {
  await track.applyConstraints({ advanced: [wanted as MediaTrackConstraintSet] }).catch(() => undefined);
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
