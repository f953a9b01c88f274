// Where stretches of the text stand on the whole page, for the map beside it.
"use strict";
(() => {
  const { rangeOf, bridge, article } = reader.parts;

  // For each [start, end] its top and bottom as parts of the page's height; null where nothing is drawn.
  reader.heights = (ranges) => {
    const whole = document.documentElement.scrollHeight || 1;
    return ranges.map(([start, end]) => {
      const rect = rangeOf(start, end).getBoundingClientRect();
      return rect.height ? [(rect.top + scrollY) / whole, (rect.bottom + scrollY) / whole] : null;
    });
  };

  reader.showHeight = (part) => scrollTo(0, part * document.documentElement.scrollHeight - innerHeight / 2);

  let height = 0;
  new ResizeObserver(() => {
    const now = document.documentElement.scrollHeight;
    if (now !== height && bridge()) bridge().laid();
    height = now;
  }).observe(article);
})();
