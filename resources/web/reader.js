// Draws annotations, reports selections, clicks and the place of reading. Runs apart from the page's world and
// never touches its DOM. Timers do not fire where page scripts are off; animation frames do. Offsets here count UTF-16 units of the article's textContent.
"use strict";
(() => {
  const original = document.querySelector('meta[name="florilegium-view"][content="original"]') !== null;
  const article = original ? document.body : document.querySelector("article");
  const nodes = [];
  const starts = [];
  const lengths = [];
  const indexes = new Map();
  const divided = new Map(); // index of a node -> where soft hyphens were put into it, in its own text
  let total = 0;
  let bridge = null;
  let annotations = []; // [id, start, end]
  let clicked = "";
  let turn = 0;
  let hovered = 0;
  let place = 0; // first visible offset; null while the title block shows
  let expected = -1; // where we scrolled to ourselves
  const sheet = new CSSStyleSheet();
  const TOP = 12;
  const WHOLE = "pre, code, kbd, samp, h1, h2, h3, h4, h5, h6, td, th"; // no word in these is divided

  function know(node) {
    indexes.set(node, nodes.length);
    nodes.push(node);
    starts.push(total);
    lengths.push(node.length);
    total += node.length;
  }

  // Offsets never count the soft hyphens that `divide` put in. A range starts after one and ends before one.
  function placeIn(index, offset, atEnd = false) {
    const at = Math.min(Math.max(0, offset), lengths[index]);
    const points = divided.get(index);
    if (!points) return at;
    let low = 0;
    let high = points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[middle] < at || (!atEnd && points[middle] === at)) low = middle + 1;
      else high = middle;
    }
    return at + low;
  }

  function offsetIn(index, place) {
    const before = (divided.get(index) || []).findIndex((point, number) => point + number >= place);
    return place - (before < 0 ? (divided.get(index) || []).length : before);
  }

  function walk() {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) know(walker.currentNode);
  }

  // --- the page as it was laid out: its text is what it shows, a line for a block, and has to be told

  const layouts = new Map();
  function layoutOf(element) {
    if (!layouts.has(element)) {
      const style = getComputedStyle(element);
      const inline = element !== article && /^(inline$|contents$|ruby)/.test(style.display);
      const block = inline ? layoutOf(element.parentElement).block : element;
      layouts.set(element, { block, cell: style.display === "table-cell", rows: /^table(?!-c)/.test(style.display), kept: style.whiteSpaceCollapse !== "collapse" });
    }
    return layouts.get(element);
  }

  function walkShown() {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const pieces = [];
    let last = null;
    let broken = false;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType !== Node.TEXT_NODE) {
        broken ||= node.localName === "br";
        continue;
      }
      const parent = node.parentElement;
      if (/^(script|style|noscript|template|textarea|select)$/.test(parent.localName)) continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      if (layoutOf(parent).rows && !node.data.trim()) continue;
      const { block, kept } = layoutOf(parent);
      if (last && (broken || last !== block)) {
        const beside = layoutOf(last).cell && layoutOf(block).cell && last.parentElement === block.parentElement;
        pieces.push(beside ? "\t" : "\n");
        total += 1;
      }
      know(node);
      pieces.push(kept ? node.data : node.data.replace(/[\t\n\r\f]/g, " "));
      last = block;
      broken = false;
    }
    return pieces.join("");
  }

  // What was fixed to the window would cover the page: no script is there to put it away.
  function loosen() {
    const half = article.textContent.length / 2;
    for (const element of article.querySelectorAll("*")) {
      if (getComputedStyle(element).position !== "fixed") continue;
      const { width, height } = element.getBoundingClientRect();
      if (element.textContent.length > half) element.style.setProperty("position", "static", "important");
      else if (width * height < 0.3 * innerWidth * innerHeight) element.style.setProperty("position", "absolute", "important");
      else element.style.setProperty("display", "none", "important");
    }
    for (const root of [document.documentElement, article]) {
      const style = getComputedStyle(root);
      if (style.overflowY === "hidden") root.style.setProperty("overflow-y", "visible", "important");
      if (style.visibility !== "visible") root.style.setProperty("visibility", "visible", "important");
      if (style.display === "none") root.style.setProperty("display", "block", "important");
      if (style.opacity === "0") root.style.setProperty("opacity", "1", "important");
      if (style.position === "fixed") root.style.setProperty("position", "static", "important");
    }
  }

  // The numbers of the first and the last block that a selection touches.
  function chosenParts() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const touched = nodes.filter((node) => range.intersectsNode(node) && node.data.trim());
    const numberOf = (node) => Number(layoutOf(node.parentElement).block.closest("[data-part]").dataset.part);
    return touched.length ? [numberOf(touched[0]), numberOf(touched[touched.length - 1])] : null;
  }

  function nodeAt(offset) {
    let low = 0;
    let high = nodes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // A range starts in the node of its first character and ends in the node of its last one.
  function rangeOf(start, end) {
    const range = document.createRange();
    if (!nodes.length) {
      range.selectNodeContents(article);
      return range;
    }
    const first = nodeAt(start);
    const last = end > start ? nodeAt(end - 1) : first;
    range.setStart(nodes[first], placeIn(first, start - starts[first]));
    range.setEnd(nodes[last], placeIn(last, end - starts[last], end > start));
    return range;
  }

  function offsetOf(container, offset) {
    if (indexes.has(container)) {
      const index = indexes.get(container);
      return starts[index] + offsetIn(index, offset);
    }
    const whole = document.createRange();
    whole.selectNodeContents(article);
    const side = whole.comparePoint(container, offset);
    if (side < 0) return 0;
    if (side > 0) return total;
    whole.setEnd(container, offset);
    let low = 0;
    let high = nodes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (whole.comparePoint(nodes[middle], 0) > 0) high = middle;
      else low = middle + 1;
    }
    return low < nodes.length ? starts[low] : total;
  }

  const box = (rect) => [rect.left, rect.top, rect.width, rect.height];

  function union(rects) {
    const left = Math.min(...rects.map((rect) => rect.left));
    const top = Math.min(...rects.map((rect) => rect.top));
    const right = Math.max(...rects.map((rect) => rect.right));
    const bottom = Math.max(...rects.map((rect) => rect.bottom));
    return new DOMRect(left, top, right - left, bottom - top);
  }

  const rectsOf = (start, end) => [...rangeOf(start, end).getClientRects()].filter((rect) => rect.width > 0);

  // The part of a range that lies on the line of an offset.
  function lineAt(offset, start, end) {
    const here = rectsOf(Math.max(start, offset - 1), Math.min(end, offset + 1));
    if (!here.length) return rangeOf(start, end).getBoundingClientRect();
    const line = here[here.length - 1];
    const middle = line.top + line.height / 2;
    const near = rectsOf(Math.max(start, offset - 200), Math.min(end, offset + 200));
    return union([line, ...near.filter((rect) => rect.top < middle && rect.bottom > middle)]);
  }

  // --- selection
  function reportSelection() {
    const selection = getSelection();
    if (selection.rangeCount && !selection.isCollapsed) {
      const range = selection.getRangeAt(0);
      const start = offsetOf(range.startContainer, range.startOffset);
      const end = offsetOf(range.endContainer, range.endOffset);
      if (end > start) {
        bridge.selected(start, end);
        return;
      }
    }
    bridge.unselected();
  }

  function select(start, end) {
    const selection = getSelection();
    const range = rangeOf(start, end);
    selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    reportSelection();
  }

  function clearSelection() {
    getSelection().removeAllRanges();
    reportSelection();
  }

  function measure(start, end) {
    return [box(rangeOf(start, end).getBoundingClientRect()), box(lineAt(end, start, end))];
  }

  // --- annotations
  function offsetUnder(x, y) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && indexes.has(caret.offsetNode) ? offsetOf(caret.offsetNode, caret.offset) : -1;
  }

  // Ids of the annotations under a point, the shortest first.
  function annotationsUnder(x, y) {
    const offset = offsetUnder(x, y);
    if (offset < 0) return [];
    const covers = ([, start, end]) => {
      if (offset < start || offset > end) return false;
      return rectsOf(Math.max(start, offset - 1), Math.min(end, offset + 1)).some(
        (rect) => x >= rect.left - 1 && x <= rect.right + 1 && y >= rect.top - 2 && y <= rect.bottom + 2,
      );
    };
    return annotations.filter(covers).sort((one, other) => one[2] - one[1] - (other[2] - other[1]));
  }

  function activate(event) {
    if (event.button !== 0 || !getSelection().isCollapsed || event.target.closest?.("a[href]")) return;
    const found = annotationsUnder(event.clientX, event.clientY);
    const key = found.map(([id]) => id).join();
    turn = key && key === clicked ? (turn + 1) % found.length : 0;
    clicked = key;
    if (!found.length) return;
    const [id, start, end] = found[turn];
    bridge.activated(id, box(lineAt(offsetUnder(event.clientX, event.clientY), start, end)));
  }

  function hover(x, y) {
    const found = annotationsUnder(x, y);
    const id = found.length ? found[0][0] : 0;
    if (id === hovered) return;
    hovered = id;
    bridge.hovered(id);
  }

  // layers: [[name, css, priority, [[start, end], ...]], ...] replaces the layers of this kind of drawing. What is
  // drawn already stays: another rule restyles the whole page, another highlight paints its words.
  const rules = new Map();
  const drawn = new Map(); // kind -> names
  const told = new Map(); // name -> what was told of it
  function draw(kind, layers) {
    const names = new Set(layers.map(([name]) => name));
    for (const name of drawn.get(kind) || []) {
      if (names.has(name)) continue;
      CSS.highlights.delete(name);
      told.delete(name);
    }
    prepare(layers);
    for (const [name, , priority, ranges] of layers) {
      const said = JSON.stringify([priority, ranges]);
      if (told.get(name) === said) continue;
      const highlight = new Highlight(...ranges.map(([start, end]) => rangeOf(start, end)));
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
      told.set(name, said);
    }
    drawn.set(kind, names);
  }

  // Looks of layers, before they are needed.
  function prepare(layers) {
    const fresh = layers.filter(([name, css]) => rules.get(name) !== css);
    if (!fresh.length) return;
    for (const [name, css] of fresh) rules.set(name, css);
    sheet.replaceSync([...rules].map(([name, css]) => `::highlight(${name}) { ${css} }`).join("\n"));
  }

  // What is about to be an annotation. Tells when it is on screen: the engine has up to three frames in work at once.
  function showAhead(layers) {
    draw("ahead", layers);
    afterFrames(4, () => bridge.painted());
  }

  function afterFrames(count, call) {
    requestAnimationFrame(() => (count > 1 ? afterFrames(count - 1, call) : call()));
  }

  function annotate(known, layers) {
    annotations = known;
    clicked = "";
    draw("annotations", layers);
  }

  // --- place
  function firstVisible() {
    if (original) return firstUnderTop();
    if (!nodes.length || article.getBoundingClientRect().top >= 0) return null;
    const boxOf = (index) => {
      const range = document.createRange();
      range.selectNodeContents(nodes[index]);
      return range.getBoundingClientRect();
    };
    const drawnFrom = (index) => {
      while (index < nodes.length && !boxOf(index).height) index++;
      return index;
    };
    const bottomOf = (index) => {
      const drawn = drawnFrom(index);
      return drawn < nodes.length ? boxOf(drawn).bottom : Infinity;
    };
    let low = 0;
    let high = nodes.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bottomOf(middle) > TOP + 6) high = middle;
      else low = middle + 1;
    }
    low = Math.min(drawnFrom(low), nodes.length - 1); // white space between blocks is not seen itself
    const start = starts[low];
    let first = start;
    let last = start + lengths[low];
    while (first < last) {
      const middle = (first + last) >> 1;
      const rect = rangeOf(middle, middle + 1).getBoundingClientRect();
      if (!rect.height || rect.bottom <= TOP + 6) first = middle + 1;
      else last = middle;
    }
    return Math.min(first, total);
  }

  // Columns stand beside each other: what counts is what stands in the middle.
  function firstUnderTop() {
    if (scrollY < 40) return null;
    for (let y = TOP; y < innerHeight / 2; y += 20) {
      const offset = offsetUnder(innerWidth / 2, y);
      if (offset >= 0) return offset;
    }
    return place;
  }

  function report() {
    const room = document.documentElement.scrollHeight - innerHeight;
    const foot = article.getBoundingClientRect().bottom + scrollY - innerHeight;
    const progress = room <= 0 || foot <= 0 ? 1 : Math.min(1, Math.max(0, scrollY / Math.min(foot, room)));
    bridge.moved(place === null ? 0 : place, progress);
  }

  let due = false;
  let toldAt = 0;
  function tell(now) {
    if (now - toldAt < 80) {
      requestAnimationFrame(tell);
      return;
    }
    due = false;
    toldAt = now;
    if (expected < 0) place = firstVisible();
    report();
  }

  function scrolled() {
    if (Math.abs(scrollY - expected) > 1) expected = -1;
    if (due) return;
    due = true;
    requestAnimationFrame(tell);
  }

  function scrollToY(y) {
    scrollTo(0, y);
    expected = scrollY;
  }

  function keepPlace() {
    if (place === null) return;
    const rects = rectsOf(place, Math.min(total, place + 60));
    if (rects.length) scrollToY(Math.max(0, rects[0].top + scrollY - TOP));
    report();
  }

  function restore(offset) {
    place = offset > 0 ? Math.min(offset, Math.max(0, total - 1)) : null;
    if (place === null) scrollToY(0);
    keepPlace();
    report();
  }

  function reveal(start, end) {
    if (original && nodes.length) nodes[nodeAt(start)].parentElement.scrollIntoView({ block: "center" });
    const rect = lineAt(start, start, Math.max(start + 1, Math.min(end, start + 200)));
    if (rect.top >= 40 && rect.bottom <= innerHeight - 40) return;
    scrollTo(0, rect.top + scrollY - innerHeight / 3);
    expected = -1;
    place = firstVisible(); // a resize before the next frame keeps this place, not the one before
  }

  function theme(variables) {
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
  }

  function listen() {
    document.adoptedStyleSheets = [sheet];
    addEventListener("mouseup", (event) => {
      // The engine settles the selection after this event.
      requestAnimationFrame(() => {
        reportSelection();
        activate(event);
      });
    });
    addEventListener("keyup", (event) => {
      const selecting = event.shiftKey || event.key === "Shift" || ((event.ctrlKey || event.metaKey) && event.code === "KeyA");
      if (selecting) reportSelection();
    });
    let frame = 0;
    addEventListener("mousemove", (event) => {
      if (frame || event.buttons) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        hover(event.clientX, event.clientY);
      });
    });
    document.documentElement.addEventListener("mouseleave", () => hover(-1, -1));
    addEventListener("copy", copied);
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("resize", keepPlace);
    new ResizeObserver(keepPlace).observe(article);
  }

  // What lies under a point: its offset (-1 beside the text) and the annotations there.
  function under(x, y) {
    const ribbon = Number(document.elementFromPoint(x, y)?.closest("[data-annotation]")?.dataset.annotation);
    return [offsetUnder(x, y), ribbon ? [ribbon] : annotationsUnder(x, y).map(([id]) => id)];
  }

  // Soft hyphens at these offsets, and no others, where words may be divided; what is drawn has to be drawn anew.
  function divide(points) {
    for (const [index, there] of divided) {
      const text = nodes[index].data;
      nodes[index].data = [-1, ...there.map((point, number) => point + number)]
        .map((place, number, places) => text.slice(place + 1, places[number + 1]))
        .join("");
    }
    divided.clear();
    const language = article.closest("[lang]");
    let next = 0;
    nodes.forEach((node, index) => {
      const inside = [];
      while (next < points.length && points[next] < starts[index] + lengths[index]) {
        if (points[next] > starts[index]) inside.push(points[next] - starts[index]);
        next += 1;
      }
      const parent = node.parentElement;
      if (!inside.length || parent.closest(WHOLE) || parent.closest("[lang]") !== language) return;
      const text = node.data;
      node.data = [0, ...inside].map((place, number, places) => text.slice(place, places[number + 1])).join("\u00ad");
      divided.set(index, inside);
    });
    told.clear();
  }

  // Words are copied as they were written.
  function copied(event) {
    if (!divided.size || getSelection().isCollapsed) return;
    event.clipboardData.setData("text/plain", getSelection().toString().replaceAll("\u00ad", ""));
    event.preventDefault();
  }

  // What the scripts beside this one build on.
  const parts = {
    article, box, offsetOf, rangeOf, rectsOf, offsetUnder, draw, reportSelection, bridge: () => bridge, placeOf: () => place ?? 0,
    total: () => total,
  };
  globalThis.reader = { select, clearSelection, measure, annotate, divide, draw, showAhead, prepare, reveal, restore, theme, chosenParts, under, parts };
  if (original) {
    loosen();
    const text = walkShown();
    globalThis.reader.text = () => text;
  } else {
    walk();
  }
  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    place = null;
    listen();
    bridge.loaded();
  });
})();
