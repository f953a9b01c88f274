// How far a live page has come. Images that wait for a reader to come to them are asked for at once, or come to.
(() => {
  const SOON = 5; // seconds within which a page leads elsewhere
  const BLANK = 2; // pixels of what holds an image's place
  const PATIENCE = 1500; // milliseconds that an image has, once it is come to
  const mine = (window.florilegium ??= { met: new WeakMap(), story: null });
  performance.setResourceTimingBufferSize(5000);

  for (const source of document.querySelectorAll("source[data-srcset]")) source.srcset ||= source.dataset.srcset;
  for (const image of document.images) {
    const { dataset } = image;
    const late = dataset.src || dataset.original || dataset.lazySrc;
    if (late && (!image.getAttribute("src") || image.src.startsWith("data:"))) image.src = late;
    if (dataset.srcset) image.srcset ||= dataset.srcset;
    image.loading = "eager";
  }

  // Images for readers without scripts, where the scripts showed none.
  for (const spare of document.readyState === "complete" ? document.querySelectorAll("noscript") : []) {
    if (!/<img\b/i.test(spare.textContent) || mine.met.has(spare)) continue;
    mine.met.set(spare, 0);
    const shown = [...spare.parentElement.querySelectorAll("img")].some((image) => image.naturalWidth > BLANK);
    const kept = document.createRange().createContextualFragment(spare.textContent);
    if (!shown && !kept.querySelector("script")) spare.after(...kept.querySelectorAll("img"));
  }

  const longest = (elements) =>
    [...elements].sort((one, other) => other.textContent.length - one.textContent.length)[0];
  if (document.readyState === "complete")
    mine.story ??= longest(document.querySelectorAll("article")) ?? document.querySelector("main, [role=main]");
  const isBlank = (image) =>
    !image.currentSrc || image.currentSrc.startsWith("data:") || (image.complete && image.naturalWidth <= BLANK);
  const isMeant = (image) => isBlank(image) && image.getClientRects().length && !image.closest("aside, nav, footer");
  const isInView = (image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return bottom >= 0 && top <= innerHeight;
  };
  const now = performance.now();
  const blank = [...(mine.story ?? document.body ?? document).querySelectorAll("img")].filter(isMeant);
  const waiting = blank.filter((image) => !(now - mine.met.get(image) > PATIENCE));
  if (document.readyState === "complete" && waiting.length) {
    if (!isInView(waiting[0])) waiting[0].scrollIntoView({ block: "start", behavior: "instant" });
    for (const image of waiting) if (isInView(image) && !mine.met.has(image)) mine.met.set(image, now);
  }

  const leads = ({ content }) => {
    const [, seconds, to] = /^\s*([\d.]+)\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content) ?? [];
    return to && seconds <= SOON && new URL(to, document.baseURI).href !== location.href;
  };
  return JSON.stringify({
    state: location.protocol.startsWith("http") ? document.readyState : "loading",
    kind: document.contentType,
    elements: document.getElementsByTagName("*").length,
    pending: [...document.images].filter((image) => !image.complete).length,
    waits: waiting.length > 0 || [...document.querySelectorAll("meta[http-equiv=refresh i]")].some(leads),
    answered: performance
      .getEntriesByType("resource")
      .filter(({ initiatorType }) => ["fetch", "xmlhttprequest"].includes(initiatorType))
      .map(({ name }) => name),
  });
})();
