/** Reading codes: the browser's own reader where there is one, else zxing in WebAssembly, loaded on first use. */

export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** A code in a picture; corners in pixels of that picture, from its own top left, clockwise. */
export interface Found {
  readonly text: string;
  readonly corners: readonly [Corner, Corner, Corner, Corner];
}

export interface Reader {
  /** All codes in a picture. `thorough` takes longer and finds more: turned, small and many codes. */
  read(image: ImageData | Blob, thorough: boolean): Promise<Found[]>;
}

interface NativeFound {
  readonly rawValue: string;
  readonly cornerPoints: readonly Corner[];
}
interface NativeDetector {
  detect(image: ImageBitmap | ImageData): Promise<NativeFound[]>;
}
type NativeDetectorClass = { new (options: { formats: string[] }): NativeDetector; getSupportedFormats(): Promise<string[]> };

const NATIVE_FORMATS = ["qr_code", "data_matrix"];
const MOST_CODES = 255;
let opened: Promise<Reader> | null = null;
let many: Promise<Reader> | null = null;

/** The reader of this device, for one code after another. */
export function openReader(): Promise<Reader> {
  opened ??= (async () => (await nativeReader()) ?? (await openReaderOfMany()))();
  return opened;
}

/** The reader for many small codes in one picture: always ours, because it was measured (40 of 40 at 3 pixels a module). */
export function openReaderOfMany(): Promise<Reader> {
  many ??= wasmReader();
  return many;
}

async function nativeReader(): Promise<Reader | null> {
  const Native = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  if (!Native) return null;
  try {
    const formats = await Native.getSupportedFormats();
    if (!NATIVE_FORMATS.every((each) => formats.includes(each))) return null;
    const detector = new Native({ formats: NATIVE_FORMATS });
    return {
      read: async (image) => {
        const found = await detector.detect(image instanceof Blob ? await createImageBitmap(image) : image);
        return found.map((each) => ({ text: each.rawValue, corners: fourOf(each.cornerPoints) }));
      },
    };
  } catch {
    return null;
  }
}

function fourOf(points: readonly Corner[]): Found["corners"] {
  const at = (place: number): Corner => points[place] ?? { x: 0, y: 0 };
  return [at(0), at(1), at(2), at(3)];
}

async function wasmReader(): Promise<Reader> {
  const [{ prepareZXingModule, readBarcodes }, wasm] = await Promise.all([
    import("zxing-wasm/reader"),
    import("zxing-wasm/reader/zxing_reader.wasm?url"),
  ]);
  await prepareZXingModule({ overrides: { locateFile: () => wasm.default }, fireImmediately: true });
  return {
    read: async (image, thorough) => {
      const found = await readBarcodes(image, {
        formats: ["QRCode", "DataMatrix"],
        tryHarder: thorough, tryRotate: thorough, tryInvert: thorough, tryDownscale: thorough,
        maxNumberOfSymbols: thorough ? MOST_CODES : 1,
      });
      return found
        .filter((each) => each.isValid)
        .map(({ text, position: { topLeft, topRight, bottomRight, bottomLeft } }) => ({ text, corners: [topLeft, topRight, bottomRight, bottomLeft] }));
    },
  };
}

/** What a picture file shows, as pixels; a larger one is made smaller first. */
export async function pixelsOf(photo: Blob, longest_px = 4096): Promise<ImageData> {
  const bitmap = await createImageBitmap(photo);
  const scale = Math.min(1, longest_px / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  if (!drawing) throw new Error("this browser draws nothing");
  drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return drawing.getImageData(0, 0, canvas.width, canvas.height);
}

/** The part of a frame to read: the middle, where a label is held, and the whole in turn. */
export function partOf(frame: number, width_px: number, height_px: number): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  if (frame % 2 === 1 || isThoroughTurn(frame)) return { x: 0, y: 0, width: width_px, height: height_px };
  const [width, height] = [Math.round(width_px / 2), Math.round(height_px / 2)];
  return { x: Math.round((width_px - width) / 2), y: Math.round((height_px - height) / 2), width, height };
}

/** Fast reading for each frame, thorough for every fifth. */
export function isThoroughTurn(frame: number): boolean {
  return frame % 5 === 4;
}

/** A code held in front of the camera is told once, and again after it was away for a while. */
export function isNews(text: string, last: { text: string; seen_ms: number } | null, now_ms: number, away_ms = 2500): boolean {
  return last === null || last.text !== text || now_ms - last.seen_ms > away_ms;
}
