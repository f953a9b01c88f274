// Areas of pictures. They lie beside the article, whose DOM is never touched. An edge is a part of the picture's
// width or height, from the left and the top.
"use strict";
(() => {
  const { article, box, bridge } = reader.parts;
  const LEAST = 8; // CSS pixels of a side
  const STEP = 0.02;
  const CORNER = 14;
  const ACCENT = "var(--accent, #1d5a96)"; // an archived page has no colours of ours
  const layer = document.createElement("div");
  let areas = []; // [id, path, [left, top, right, bottom], colour]
  let active = 0;
  let marked = 0; // by the mouse over its card
  let drawing = ""; // the colour of what the tool draws; empty: it is put away
  let names = []; // of the pictures that can be drawn on
  let draft = null; // {image, edges, element}
  let held = null; // what the mouse does: {image, element, edges, from, change, done}

  const pictures = () => [...article.querySelectorAll("img")].filter((image) => image.complete && image.naturalWidth);
  const named = (path) => pictures().find((image) => image.getAttribute("src") === path);
  const drawable = () => pictures().filter((image) => names.includes(image.getAttribute("src")));
  const within = (value, low, high) => Math.min(Math.max(value, low), high);

  function dress(element, style) {
    for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
    return element;
  }

  function frame(color) {
    const tint = `color-mix(in srgb, ${color} 22%, transparent)`;
    const style = { position: "absolute", "box-sizing": "border-box", border: `2px solid ${color}`, background: tint };
    return dress(document.createElement("div"), style);
  }

  function put(element, image, [left, top, right, bottom]) {
    const rect = image?.getBoundingClientRect();
    dress(element, { display: rect?.width ? "block" : "none" });
    if (!rect) return;
    dress(element, {
      left: `${rect.left + scrollX + left * rect.width}px`, top: `${rect.top + scrollY + top * rect.height}px`,
      width: `${(right - left) * rect.width}px`, height: `${(bottom - top) * rect.height}px`,
    });
  }

  function make([id, , , color]) {
    const element = frame(color);
    element.dataset.annotation = id;
    dress(element, { cursor: "pointer" });
    const corner = dress(document.createElement("div"), {
      position: "absolute", right: "-7px", bottom: "-7px", width: "12px", height: "12px", "border-radius": "50%",
      background: ACCENT, cursor: "nwse-resize", display: "none",
    });
    element.append(corner);
    element.addEventListener("mouseenter", () => bridge().hovered(id));
    element.addEventListener("mouseleave", () => bridge().hovered(0));
    return element;
  }

  function place() {
    areas.forEach(([id, path, edges], index) => {
      const element = layer.children[index];
      if (held?.element !== element) put(element, named(path), edges);
      dress(element, { "outline-offset": "2px", outline: id === active || id === marked ? `2px solid ${ACCENT}` : "none" });
      element.firstChild.style.setProperty("display", id === active ? "block" : "none");
    });
    if (draft) put(draft.element, draft.image, draft.edges);
  }

  // --- moving and sizing

  const moved = ([left, top, right, bottom], x, y) => {
    const dx = within(x, -left, 1 - right);
    const dy = within(y, -top, 1 - bottom);
    return [left + dx, top + dy, right + dx, bottom + dy];
  };
  const sized = ([left, top, right, bottom], x, y) => [
    left, top, within(right + x, left + STEP, 1), within(bottom + y, top + STEP, 1),
  ];

  const WAYS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  function pointIn(image, event) {
    const rect = image.getBoundingClientRect();
    return [within((event.clientX - rect.left) / rect.width, 0, 1), within((event.clientY - rect.top) / rect.height, 0, 1)];
  }

  function imageUnder(event) {
    return drawable().find((image) => {
      const rect = image.getBoundingClientRect();
      return event.clientX >= rect.left && event.clientX <= rect.right && event.clientY >= rect.top && event.clientY <= rect.bottom;
    });
  }

  function press(event) {
    if (event.button !== 0) return;
    const over = event.target.closest?.("[data-annotation]");
    const index = [...layer.children].indexOf(over);
    if (drawing) {
      const image = imageUnder(event);
      if (!image) return;
      const [x, y] = pointIn(image, event);
      begin(image, [x, y, x, y]);
      const change = (_edges, dx, dy) => [Math.min(x, x + dx), Math.min(y, y + dy), Math.max(x, x + dx), Math.max(y, y + dy)];
      held = { image, element: draft.element, edges: draft.edges, from: [x, y], change, done: keepDraft };
    } else if (index >= 0) {
      const [id, path, edges] = areas[index];
      const image = named(path);
      const rect = over.getBoundingClientRect();
      const atCorner = event.clientX > rect.right - CORNER && event.clientY > rect.bottom - CORNER;
      const change = id === active ? (atCorner ? sized : moved) : null;
      const done = (now) => (now === edges ? bridge().activated(id, box(rect)) : bridge().reshaped(id, now));
      held = { image, element: over, edges, from: pointIn(image, event), change, done };
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function move(event) {
    if (!held) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = pointIn(held.image, event);
    if (!held.change) return;
    held.now = held.change(held.edges, x - held.from[0], y - held.from[1]);
    if (draft) draft.edges = held.now;
    put(held.element, held.image, held.now);
  }

  function release(event) {
    if (!held) return;
    event.preventDefault();
    event.stopPropagation();
    const { done, now, edges } = held;
    held = null;
    done(now ?? edges);
  }

  // --- drawing

  function begin(image, edges) {
    draft?.element.remove();
    draft = { image, edges, element: frame(drawing) };
    document.documentElement.append(draft.element);
    put(draft.element, image, edges);
  }

  function keepDraft() {
    const { image, edges, element } = draft;
    const rect = element.getBoundingClientRect();
    drop();
    if (rect.width < LEAST || rect.height < LEAST) return;
    bridge().drew(image.getAttribute("src"), edges, box(rect));
  }

  function drop() {
    draft?.element.remove();
    draft = null;
  }

  function inView(image) {
    const { top, bottom } = image.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

  function pressed(event) {
    const way = WAYS[event.key];
    if (drawing) {
      if (event.key === "Enter") {
        if (!draft) beginByKey();
        if (draft) keepDraft();
      } else if (way && draft) {
        draft.edges = (event.shiftKey ? sized : moved)(draft.edges, ...way);
        place();
      } else if (way) beginByKey();
      else return;
    } else if (way && active && event.ctrlKey !== event.shiftKey && getSelection().isCollapsed) {
      const area = areas.find(([id]) => id === active);
      if (!area) return;
      bridge().reshaped(active, (event.shiftKey ? sized : moved)(area[2], ...way));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function beginByKey() {
    const image = drawable().find(inView) || drawable()[0];
    if (!image) return;
    image.scrollIntoView({ block: "nearest" });
    begin(image, [0.25, 0.25, 0.75, 0.75]);
  }

  function invite(cursor) {
    for (const image of drawable()) image.style.setProperty("cursor", cursor);
  }

  // --- what the reader asks

  reader.showAreas = (shown) => {
    if (!shown.length && !areas.length) return;
    areas = shown;
    layer.replaceChildren(...shown.map(make));
    place();
  };
  reader.holdArea = (id) => {
    active = id;
    place();
  };
  reader.markArea = (id) => {
    marked = id;
    place();
  };
  reader.drawArea = (color, shown) => {
    invite("");
    [drawing, names] = [color, shown];
    drop();
    invite("crosshair");
  };
  reader.revealArea = (id) => {
    const index = areas.findIndex(([one]) => one === id);
    if (index >= 0) layer.children[index].scrollIntoView({ block: "center" });
  };

  for (const side of ["left", "top", "width", "height"]) layer.style.setProperty(side, "0");
  layer.style.setProperty("position", "absolute");
  layer.setAttribute("aria-hidden", "true"); // the panel lists them
  document.documentElement.append(layer);
  addEventListener("mousedown", press, true);
  addEventListener("mousemove", move, true);
  addEventListener("mouseup", release, true);
  addEventListener("click", (event) => {
    if (drawing || event.target.closest?.("[data-annotation]")) event.stopPropagation();
  }, true);
  addEventListener("keydown", pressed, true);
  addEventListener("resize", place);
  article.addEventListener("load", () => {
    place();
    invite("crosshair");
  }, true);
  new ResizeObserver(place).observe(article);
})();
