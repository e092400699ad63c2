/** How an outline file is asked to be read. Pure. */

export interface Reading {
  /** What the author says where the file names no unit. */
  readonly units: string | null;
  /** Where a body is cut, over its lowest point; null is its silhouette from above. */
  readonly section_mm: number | null;
}

/** Whether the file holds a body, which can be cut. */
export function isBody(name: string): boolean {
  return name.toLowerCase().endsWith(".stl");
}

/** The query of the upload. */
export function outlineQuery(name: string, reading: Reading): string {
  return new URLSearchParams({
    path: name,
    role: "outline",
    ...(reading.units === null ? {} : { units: reading.units }),
    ...(reading.section_mm === null ? {} : { section_mm: String(reading.section_mm) }),
  }).toString();
}
