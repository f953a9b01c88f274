// A caret that keys move through the text, as in an editor. It lies beside the article, whose DOM is never touched.
"use strict";
(() => {
  const { article, offsetOf, rangeOf, rectsOf, placeOf, total, reportSelection } = reader.parts;
  const EDGE = 48; // so near the edge the page rolls on
  const line = document.createElement("div");
  let on = false;

  const backwards = (node) => getComputedStyle(node.parentElement ?? article).direction === "rtl";

  // [granularity, direction] as Selection.modify() has them. Left and right are those of the eye.
  function moveOf({ key, ctrlKey, metaKey, altKey }) {
    if (altKey || metaKey) return null;
    switch (key) {
      case "ArrowLeft": return [ctrlKey ? "word" : "character", "left"];
      case "ArrowRight": return [ctrlKey ? "word" : "character", "right"];
      case "ArrowUp": return [ctrlKey ? "paragraph" : "line", "backward"];
      case "ArrowDown": return [ctrlKey ? "paragraph" : "line", "forward"];
      case "Home": return ctrlKey ? ["article", "backward"] : ["lineboundary", "backward"];
      case "End": return ctrlKey ? ["article", "forward"] : ["lineboundary", "forward"];
      case "PageUp": return ctrlKey ? null : ["page", "backward"];
      case "PageDown": return ctrlKey ? null : ["page", "forward"];
      default: return null;
    }
  }

  // Puts the moving end of the selection at [node, offset].
  function put([node, offset], extend) {
    const selection = getSelection();
    if (extend && selection.anchorNode) selection.extend(node, offset);
    else selection.collapse(node, offset);
  }

  // Before or after the first character from an offset on, or back, that is drawn.
  function beside(offset, forward) {
    let at = offset;
    while (at >= 0 && at < total() && !rectsOf(at, at + 1).length) at += forward ? 1 : -1;
    const { startContainer, startOffset, endContainer, endOffset } = rangeOf(at, at + 1);
    return forward ? [startContainer, startOffset] : [endContainer, endOffset];
  }

  const boundary = (last) => (last ? beside(total() - 1, false) : beside(0, true));

  function turnPage(forward, extend) {
    const box = place();
    const by = (forward ? 1 : -1) * (innerHeight - 2 * EDGE);
    const before = scrollY;
    scrollBy(0, by);
    const rolled = scrollY - before;
    const y = box.top + box.height / 2 + (Math.abs(rolled) < Math.abs(by) ? by - rolled : 0);
    const caret = document.caretPositionFromPoint(box.left, Math.min(Math.max(y, 1), innerHeight - 1));
    if (caret && article.contains(caret.offsetNode)) put([caret.offsetNode, caret.offset], extend);
    else put(boundary(forward), extend);
  }

  const inReading = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("rt, rp") !== null;
  const isBeyond = (now, before, forward) => {
    const half = before.height / 2;
    return forward ? now.top > before.top + half : now.bottom < before.bottom - half;
  };

  // The engine takes the readings beside a word (ruby) and the next cell of a row for lines, and does not leave them.
  function moveLine(forward, extend) {
    const before = place();
    const selection = getSelection();
    selection.modify(extend ? "extend" : "move", forward ? "forward" : "backward", "line");
    if (!inReading(selection.focusNode) && isBeyond(place(), before, forward)) return;
    const spot = lineBeside(before, forward);
    if (spot) put(spot, extend);
  }

  // The place in the next line, or the one before, that the eye sees there.
  function lineBeside(before, forward) {
    for (let way = 0.6; way < 8; way += 0.4) {
      const y = forward ? before.bottom + way * before.height : before.top - way * before.height;
      const caret = y > 0 && y < innerHeight ? document.caretPositionFromPoint(before.left, y) : null;
      if (!caret || !article.contains(caret.offsetNode) || inReading(caret.offsetNode)) continue;
      const rect = placeOfCaret(caret.offsetNode, caret.offset);
      if (isBeyond(rect, before, forward)) return [caret.offsetNode, caret.offset];
    }
    return null;
  }

  function move([step, direction], extend) {
    const selection = getSelection();
    const { focusNode, focusOffset } = selection;
    const forward = direction === "forward";
    if (step === "article") put(boundary(forward), extend);
    else if (step === "page") turnPage(forward, extend);
    else if (step === "line") moveLine(forward, extend);
    else selection.modify(extend ? "extend" : "move", direction, step);
    if (!article.contains(selection.focusNode)) put([focusNode, focusOffset], extend);
  }

  // The end of a line has a height, and no width.
  const linesOf = (start, end) => [...rangeOf(start, end).getClientRects()].filter((rect) => rect.height);

  // The first character from an offset on, or back, that has a place.
  function lineFrom(offset, step) {
    for (let at = offset; at >= 0 && at < total(); at += step) {
      const [rect] = linesOf(at, at + 1);
      if (rect) return rect;
    }
    return undefined;
  }

  // Where the caret stands on screen.
  const place = () => placeOfCaret(getSelection().focusNode, getSelection().focusOffset);

  function placeOfCaret(node, place) {
    const here = document.createRange();
    here.setStart(node, place);
    const own = [...here.getClientRects()].filter((rect) => rect.height).pop();
    if (own) return own;
    const offset = offsetOf(node, place);
    const [next] = linesOf(offset, offset + 1);
    const before = next ? undefined : linesOf(Math.max(0, offset - 1), offset).pop();
    const rect = next ?? before ?? lineFrom(offset, 1) ?? lineFrom(offset - 1, -1) ?? article.getBoundingClientRect();
    const atRight = (rect === before) !== backwards(node);
    return new DOMRect(atRight ? rect.right : rect.left, rect.top, 0, rect.height);
  }

  function draw() {
    const seen = on && getSelection().focusNode && article.contains(getSelection().focusNode);
    line.style.setProperty("display", seen ? "block" : "none");
    if (!seen) return null;
    const box = place();
    line.style.setProperty("left", `${box.left + scrollX - 1}px`);
    line.style.setProperty("top", `${box.top + scrollY}px`);
    line.style.setProperty("height", `${box.height}px`);
    return box;
  }

  function show() {
    const box = draw();
    if (!box) return;
    if (box.top < EDGE) scrollBy(0, box.top - EDGE);
    else if (box.bottom > innerHeight - EDGE) scrollBy(0, box.bottom - innerHeight + EDGE);
  }

  function pressed(event) {
    const step = on && !event.defaultPrevented ? moveOf(event) : null;
    if (on && event.key === "Enter") {
      const link = getSelection().focusNode?.parentElement?.closest("a[href]");
      if (link) {
        event.preventDefault(); // it may have the focus, and then would be followed twice
        link.click();
      }
      return;
    }
    if (!step) return;
    event.preventDefault();
    const selected = !getSelection().isCollapsed;
    move(step, event.shiftKey);
    show();
    if (selected && !event.shiftKey) reportSelection();
  }

  // Whether keys move a caret; it begins where the text on screen does, or where something is selected.
  reader.setCaret = (wanted) => {
    on = wanted;
    const { focusNode } = getSelection();
    if (on && !(focusNode && article.contains(focusNode))) put(beside(placeOf(), true), false);
    show();
  };

  const style = { position: "absolute", display: "none", width: "2px", background: "var(--caret, currentColor)", "pointer-events": "none" };
  for (const [name, value] of Object.entries(style)) line.style.setProperty(name, value);
  line.setAttribute("aria-hidden", "true"); // the selection is told
  document.documentElement.append(line);
  addEventListener("keydown", pressed);
  document.addEventListener("selectionchange", draw);
  addEventListener("resize", draw);
  new ResizeObserver(draw).observe(article);
})();
