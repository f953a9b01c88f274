// Bookmarks: ribbons in the margin. They lie beside the article, whose DOM is never touched.
"use strict";
(() => {
  const { article, box, rectsOf, bridge } = reader.parts;
  const WIDTH = 12;
  const HEIGHT = 20;
  const layer = document.createElement("div");
  let bookmarks = []; // [id, offset, colour]

  function make([id, , color]) {
    const ribbon = document.createElement("div");
    ribbon.dataset.annotation = id;
    const style = {
      position: "absolute", width: `${WIDTH}px`, height: `${HEIGHT}px`, background: color, cursor: "pointer",
      "clip-path": "polygon(0 0, 100% 0, 100% 100%, 50% 72%, 0 100%)",
    };
    for (const [name, value] of Object.entries(style)) ribbon.style.setProperty(name, value);
    ribbon.addEventListener("mouseup", (event) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      bridge().activated(id, box(ribbon.getBoundingClientRect()));
    });
    ribbon.addEventListener("mouseenter", () => bridge().hovered(id));
    ribbon.addEventListener("mouseleave", () => bridge().hovered(0));
    return ribbon;
  }

  function place() {
    if (!bookmarks.length) return;
    const whole = article.getBoundingClientRect();
    const rtl = getComputedStyle(article).direction === "rtl";
    const x = rtl ? whole.right + 8 : whole.left - 8 - WIDTH;
    bookmarks.forEach(([, offset], index) => {
      const rect = rectsOf(offset, offset + 2)[0] || whole;
      layer.children[index].style.setProperty("left", `${x + scrollX}px`);
      layer.children[index].style.setProperty("top", `${rect.top + scrollY}px`);
    });
  }

  reader.showBookmarks = (shown) => {
    if (!shown.length && !bookmarks.length) return;
    bookmarks = shown;
    layer.replaceChildren(...shown.map(make));
    place();
  };

  for (const side of ["left", "top", "width", "height"]) layer.style.setProperty(side, "0");
  layer.style.setProperty("position", "absolute");
  layer.setAttribute("aria-hidden", "true"); // the panel lists them
  document.documentElement.append(layer);
  addEventListener("resize", place);
  new ResizeObserver(place).observe(article);
})();
