/** Reading codes: the browser's own reader where there is one, else zxing in WebAssembly, loaded on first use. */

export interface Reader {
  /** The texts of all codes in a picture. `thorough` takes longer and finds more. */
  read(image: ImageData | Blob, thorough: boolean): Promise<string[]>;
}

interface NativeDetector {
  detect(image: ImageBitmap | ImageData): Promise<{ rawValue: string }[]>;
}
type NativeDetectorClass = { new (options: { formats: string[] }): NativeDetector; getSupportedFormats(): Promise<string[]> };

const NATIVE_FORMATS = ["qr_code", "data_matrix"];
let opened: Promise<Reader> | null = null;

/** The reader of this device. */
export function openReader(): Promise<Reader> {
  opened ??= (async () => (await nativeReader()) ?? (await wasmReader()))();
  return opened;
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
        return found.map((each) => each.rawValue);
      },
    };
  } catch {
    return null;
  }
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
        maxNumberOfSymbols: 1,
      });
      return found.filter((each) => each.isValid).map((each) => each.text);
    },
  };
}

/** Fast reading for each frame, thorough for every fifth. */
export function isThoroughTurn(frame: number): boolean {
  return frame % 5 === 4;
}

/** A code held in front of the camera is told once, and again after it was away for a while. */
export function isNews(text: string, last: { text: string; seen_ms: number } | null, now_ms: number, away_ms = 2500): boolean {
  return last === null || last.text !== text || now_ms - last.seen_ms > away_ms;
}
