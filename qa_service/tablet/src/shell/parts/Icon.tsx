/** Shapes and signs. In a class `f` is filled, `h` a line and `hf` a dot cut out of the filled shape. */
import type { VNode } from "preact";

const SHAPES = {
  ask: '<path class="f" d="M16 1l15 15-15 15L1 16z"/><path class="h" d="M12.6 12.6a3.5 3.5 0 1 1 5 3.2c-1 .5-1.6 1.1-1.6 2.4" stroke-width="2.8"/><circle class="hf" cx="16" cy="22.6" r="1.9"/>',
  back: '<path d="M20 6L10 16l10 10"/>',
  box: '<path d="M4 10l12-6 12 6v13l-12 6-12-6zM4 10l12 6 12-6M16 16v13"/>',
  caliper: '<path d="M3 8h26v5H3zM7 13v14l4-4V13M17 13v10l4 4V13M12 8v2M16 8v2M20 8v2M24 8v2"/>',
  camera: '<path d="M3 10h6l2.5-4h9L23 10h6v16H3z"/><circle cx="16" cy="17.5" r="5"/>',
  care: '<path class="f" d="M16 2.2L31 29H1z"/><path class="h" d="M16 11.5v8.2" stroke-width="3.4"/><circle class="hf" cx="16" cy="24.6" r="2"/>',
  delete: '<path d="M11 6h18v20H11L2 16zM15 12l8 8M23 12l-8 8"/>',
  doc: '<path d="M7 3h13l5 5v21H7zM11 13h10M11 18h10M11 23h6"/>',
  down: '<path d="M16 4v16M9 14l7 7 7-7M5 27h22"/>',
  fail: '<path class="f" d="M10.2 2h11.6L30 10.2v11.6L21.8 30H10.2L2 21.8V10.2z"/><path class="h" d="M11 11l10 10M21 11L11 21" stroke-width="3.4"/>',
  gauge: '<path d="M4 9v14M28 9v14M4 16h24"/><circle class="f" cx="18" cy="16" r="4.5"/>',
  glove: '<path d="M9 29V19l-4-6a2.4 2.4 0 0 1 4-2.6l1 1.6V6a2.3 2.3 0 0 1 4.6 0V4a2.3 2.3 0 0 1 4.6 0v2a2.3 2.3 0 0 1 4.6 0v13l-2 5v5z"/>',
  light: '<path d="M18 3L7 18h8l-2 11 12-16h-8z"/>',
  minus: '<path d="M6 16h20"/>',
  na: '<rect x="4" y="4" width="24" height="24" rx="3"/><path d="M11 16h10"/>',
  next: '<path d="M12 6l10 10-10 10"/>',
  off: '<path d="M4 12a17 17 0 0 1 24 0M8.5 17a10.6 10.6 0 0 1 15 0M5 4l22 24"/><circle class="f" cx="16" cy="23.5" r="2.4"/>',
  pass: '<circle class="f" cx="16" cy="16" r="14"/><path class="h" d="M9.5 16.5l4.5 4.5 9-10" stroke-width="3.4"/>',
  pen: '<path d="M5 27l1.5-6L21 6.5l4.5 4.5L11 25.5zM4 30h24"/>',
  people: '<circle cx="12" cy="11" r="5"/><path d="M3 28c.8-6 4-9 9-9s8.200 3 9 9M21 7a5 5 0 0 1 0 9M25 20c2.500 1.500 3.700 4 4 8"/>',
  person: '<circle cx="16" cy="10" r="5.5"/><path d="M5 28c1-7 5-10 11-10s10 3 11 10"/>',
  phone: '<path d="M8 4l5 1 1.500 6-3 2.500c1.500 3 4 5.500 7 7l2.500-3 6 1.500 1 5c0 2-2 4-4 4C13 28 4 19 4 8c0-2 2-4 4-4z"/>',
  plain: '<rect class="f" x="3" y="3" width="26" height="26" rx="3"/><path class="h" d="M16 14.500v8.500" stroke-width="3.4"/><circle class="hf" cx="16" cy="9.4" r="2.1"/>',
  plus: '<path d="M6 16h20M16 6v20"/>',
  print: '<path d="M9 12V4h14v8M9 23H4V12h24v11h-5M9 19h14v9H9z"/>',
  ruler: '<path d="M3 20L20 3l9 9-17 17zM8 15l3 3M12 11l4 4M16 7l3 3"/>',
  scan: '<path d="M3 10V3h7M22 3h7v7M29 22v7h-7M10 29H3v-7M9 9h5v5H9zM18 9h5v5h-5zM9 18h5v5H9zM18 18h1.500M23 18v5h-5"/>',
  seal: '<path d="M8 14V10a8 8 0 0 1 16 0v4M5 14h22v14H5z"/><circle class="f" cx="16" cy="20" r="2.2"/><path d="M16 20v4"/>',
  sent: '<path d="M5 20v6.500h22V20M9 13l5 5 9-11"/>',
  sun: '<circle cx="16" cy="16" r="5.5"/><path d="M16 3v4M16 25v4M3 16h4M25 16h4M7 7l2.500 2.500M22.500 22.500L25 25M25 7l-2.500 2.500M9.500 22.500L7 25"/>',
  tick: '<path d="M6 17l7 7 13-15"/>',
  todo: '<circle cx="16" cy="16" r="12.5" stroke-dasharray="4.6 4.2"/>',
  undo: '<path d="M9 6L4 11l5 5M4 11h15a8 8 0 0 1 0 16h-6"/>',
  unsent: '<path d="M16 21V6M9.500 12L16 5.500 22.500 12M5 20v6.500h22V20"/>',
} as const;

export type IconName = keyof typeof SHAPES;

const FLIPPED: readonly IconName[] = ["back", "next", "undo"];

/** The lines of a sign, for a drawing that holds others. */
export function shapeOf(name: IconName): string {
  return SHAPES[name];
}

/** One sign; the word stands beside it, so it is hidden from screen readers. */
export function Icon({ name, size = "", tone = "" }: { name: IconName; size?: "" | "mid" | "big" | "huge"; tone?: string }): VNode {
  const flip = FLIPPED.includes(name) ? "flip" : "";
  return <svg class={`i ${size} ${tone} ${flip}`} viewBox="0 0 32 32" aria-hidden="true" dangerouslySetInnerHTML={{ __html: SHAPES[name] }} />;
}
