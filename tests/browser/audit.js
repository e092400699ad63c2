// Measures one page: size and contrast of text, size of targets, what is clipped or outside. Returns numbers and notes.
() => {
  const lum = (c) => { const f = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
  const rgb = (s) => { const m = s.match(/[\d.]+/g).map(Number); return m.length > 3 ? m : [...m, 1]; };
  const back = (el) => { for (; el; el = el.parentElement) { const c = rgb(getComputedStyle(el).backgroundColor); if (c[3] > 0.8) return c; } return [255, 255, 255]; };
  const seen = (el) => { const r = el.getBoundingClientRect(); return r.width > 1 && r.height > 1 && getComputedStyle(el).visibility !== "hidden"; };
  const hidden = (el) => el.closest(".hidden, script, style, noscript, dialog:not([open])") !== null;
  const scrolls = (el) => { for (; el; el = el.parentElement) { const o = getComputedStyle(el).overflowX; if (o === "auto" || o === "scroll" || getComputedStyle(el).textOverflow === "ellipsis") return true; } return false; };
  const out = { texts: 0, smallest: 99, contrast: 99, targets: 0, target: 999, notes: [] };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode()); ) {
    const text = n.textContent.trim(), el = n.parentElement;
    if (!text || hidden(el) || el.closest("svg") || !seen(el)) continue;
    const style = getComputedStyle(el), px = parseFloat(style.fontSize);
    out.texts++;
    out.smallest = Math.min(out.smallest, px);
    if (px < 18) out.notes.push(`small ${px} ${text.slice(0, 40)}`);
    const a = lum(rgb(style.color)), b = lum(back(el)), k = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    out.contrast = Math.min(out.contrast, k);
    if (k < 7) out.notes.push(`contrast ${k.toFixed(1)} ${text.slice(0, 40)}`);
    const range = document.createRange(); range.selectNodeContents(n);
    const box = range.getBoundingClientRect();
    const holder = el.closest("button, a, .tag, .plate, .card, .note, td, th");
    const hold = holder && !scrolls(el) ? holder.getBoundingClientRect() : null;
    if (hold && (box.right > hold.right + 2 || box.left < hold.left - 2)) out.notes.push(`spills ${text.slice(0, 40)} out of ${holder.className}`);
    // what is written below the edge of a control is written over what follows
    if (hold && holder.matches("button, .tag") && (box.bottom > hold.bottom + 2 || box.top < hold.top - 2)) out.notes.push(`too tall ${text.slice(0, 40)} in ${holder.className}`);
    if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(el)) out.notes.push(`outside ${text.slice(0, 40)}`);
  }
  for (const el of document.querySelectorAll("svg text")) {
    if (parseFloat(getComputedStyle(el).fontSize) < 18 && el.closest(".gauge")) out.notes.push(`small gauge ${el.textContent}`);
  }
  for (const el of document.querySelectorAll("a, button, input, select, textarea, [role=radio], [role=checkbox]")) {
    if (hidden(el) || !seen(el)) continue;
    const r = el.getBoundingClientRect(), least = Math.min(r.width, r.height);
    out.targets++;
    out.target = Math.min(out.target, least);
    if (least < 55.5) out.notes.push(`target ${least.toFixed(0)} ${(el.textContent || el.id).trim().slice(0, 30)}`);
    if (!el.textContent.trim() && !el.getAttribute("aria-label") && !el.labels?.length) out.notes.push(`nameless ${el.outerHTML.slice(0, 80)}`);
  }
  for (const el of document.querySelectorAll("main, main *, header *, footer *")) {
    if (el.closest("svg") || hidden(el)) continue;
    const style = getComputedStyle(el);
    const clips = style.overflowX === "hidden" && style.textOverflow !== "ellipsis";
    if (clips && el.scrollWidth > el.clientWidth + 2 && el.clientWidth) out.notes.push(`wide ${el.tagName}.${el.className} ${el.scrollWidth - el.clientWidth}`);
    if (style.overflowY === "hidden" && el.scrollHeight > el.clientHeight + 3 && el.clientHeight && style.textOverflow !== "ellipsis") out.notes.push(`tall ${el.tagName}.${el.className} ${el.scrollHeight - el.clientHeight}`);
  }
  const root = document.querySelector("main");
  if (root && root.scrollWidth > root.clientWidth + 1) out.notes.push(`main scrolls sideways by ${root.scrollWidth - root.clientWidth}`);
  return out;
}
