// Handles at the ends of one annotation. They lie beside the article, whose DOM is never touched.
"use strict";
(() => {
  const ACCENT = "var(--accent, #1d5a96)"; // an archived page has no colours of ours
  const { rectsOf, offsetUnder, draw, bridge, article } = reader.parts;
  const ROLL = 28; // so near the edge the page rolls on
  const WIDTH = 24;
  const KNOB = 11;
  const layer = document.createElement("div");
  let id = 0;
  let start = 0;
  let end = 0;
  let looks = []; // [name, css, priority] of the annotation while it is dragged
  let held = null; // the handle in the hand: the end that stays, and where the mouse took it
  let pointer = null;
  let frame = 0;

  function dress(element, style) {
    for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
    return element;
  }

  function make(after) {
    const handle = dress(document.createElement("div"), {
      position: "absolute", width: `${WIDTH}px`, cursor: "ew-resize", "pointer-events": "auto", display: "none",
    });
    const bar = { position: "absolute", left: `${WIDTH / 2 - 1}px`, width: "2px", background: ACCENT };
    const knob = {
      position: "absolute", left: `${(WIDTH - KNOB) / 2}px`, width: `${KNOB}px`, height: `${KNOB}px`,
      "border-radius": "50%", background: ACCENT,
    };
    const [near, far] = after ? ["top", "bottom"] : ["bottom", "top"];
    handle.append(dress(document.createElement("div"), { ...bar, [near]: "0", [far]: `${KNOB - 2}px` }));
    handle.append(dress(document.createElement("div"), { ...knob, [far]: "0" }));
    handle.addEventListener("mousedown", (event) => grab(event, after));
    layer.append(handle);
    return handle;
  }

  // Where the annotation begins or ends on screen: [x, top, height]. Its next character inside tells which way
  // the writing runs there.
  function edge(after) {
    const step = after ? -1 : 1;
    let at = after ? end - 1 : start;
    const rectAt = (offset) => (offset >= start && offset < end ? rectsOf(offset, offset + 1)[0] : undefined);
    while (at > start - 1 && at < end && !rectAt(at)) at += step;
    const rect = rectAt(at);
    if (!rect) return null;
    const next = rectAt(at + step);
    const level = next && next.top < rect.bottom && next.bottom > rect.top && next.left !== rect.left;
    const backwards = level
      ? next.left < rect.left === !after
      : getComputedStyle(article).direction === "rtl";
    return [after === backwards ? rect.left : rect.right, rect.top, rect.height];
  }

  const handles = [make(false), make(true)];

  function place() {
    for (const [after, handle] of [[false, handles[0]], [true, handles[1]]]) {
      const found = id ? edge(after) : null;
      dress(handle, { display: found ? "block" : "none" });
      if (!found) continue;
      const [x, top, height] = found;
      dress(handle, {
        left: `${x + scrollX - WIDTH / 2}px`,
        top: `${top + scrollY - (after ? 0 : KNOB - 2)}px`,
        height: `${height + KNOB - 2}px`,
      });
    }
  }

  function preview() {
    draw("preview", looks.map(([name, css, priority]) => [`preview-${name}`, css, priority, [[start, end]]]));
    place();
  }

  function grab(event, after) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, top, height] = edge(after);
    held = { fixed: after ? start : end, dx: event.clientX - x, dy: event.clientY - (top + height / 2) };
    layer.style.setProperty("pointer-events", "none");
    for (const handle of handles) dress(handle, { "pointer-events": "none" });
    draw("mark", []);
    preview();
    bridge().grabbed(id);
  }

  function follow() {
    frame = 0;
    if (!held) return;
    const y = Math.min(Math.max(pointer.clientY - held.dy, 1), innerHeight - 1);
    const offset = offsetUnder(pointer.clientX - held.dx, y);
    if (offset >= 0 && offset !== held.fixed) {
      start = Math.min(offset, held.fixed);
      end = Math.max(offset, held.fixed);
      preview();
    }
    const way = (pointer.clientY > innerHeight - ROLL) - (pointer.clientY < ROLL);
    if (way) {
      scrollBy(0, way * 12);
      frame = requestAnimationFrame(follow);
    }
  }

  function move(event) {
    if (!held) return;
    event.stopPropagation();
    pointer = event;
    frame = frame || requestAnimationFrame(follow);
  }

  function letGo(event) {
    if (!held) return;
    event.stopPropagation();
    pointer = event;
    follow();
    release();
    bridge().released(id, start, end);
  }

  function release() {
    held = null;
    for (const handle of handles) dress(handle, { "pointer-events": "auto" });
  }

  // Offers the ends of an annotation to be dragged; 0 for none. A drag on its way ends without effect.
  reader.offerHandles = (annotation, first, last, drawn) => {
    [id, start, end, looks] = [annotation, first, last, drawn];
    release();
    draw("preview", []);
    place();
  };

  dress(layer, { position: "absolute", left: "0", top: "0", width: "0", height: "0", "user-select": "none" });
  layer.setAttribute("aria-hidden", "true"); // the keys do what the handles do
  document.documentElement.append(layer);
  addEventListener("mousemove", move, true);
  addEventListener("mouseup", letGo, true);
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
  new ResizeObserver(place).observe(article);
})();
