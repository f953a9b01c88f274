// Pictures of the article: a click wishes to see one large.
"use strict";
(() => {
  const { article, bridge } = reader.parts;
  const LEAST = 48; // CSS pixels: smaller ones are signs in the text

  const shown = () =>
    [...article.querySelectorAll("img")].filter((image) => image.complete && image.naturalWidth && isPicture(image));

  function isPicture(image) {
    const { width, height } = image.getBoundingClientRect();
    return Math.max(width, height) >= LEAST && !image.closest("a[href]");
  }

  // All as [[path, caption], ...] in the order of the page, and which one is meant: -1 asks for the first in view.
  reader.pictures = (at) => {
    const images = shown();
    const inView = (image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    const meant = at < 0 ? images.findIndex(inView) : at;
    if (meant < 0) return null;
    return { at: meant, pictures: images.map((image) => [decodeURI(new URL(image.src).pathname), captionOf(image)]) };
  };

  function captionOf(image) {
    const caption = image.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    return (caption.trim() || image.alt).replace(/\s+/g, " ").trim();
  }

  addEventListener("click", (event) => {
    if (event.button !== 0 || !(event.target instanceof HTMLImageElement) || !getSelection().isCollapsed) return;
    const at = shown().indexOf(event.target);
    if (at >= 0 && bridge()) bridge().pictured(at);
  });
})();
