// How far a live page has come. Images that wait for a reader to come to them are asked for at once, or come to.
(() => {
  const SOON = 5; // seconds within which a page leads elsewhere
  const BLANK = 2; // pixels of what holds an image's place
  const mine = (window.florilegium ??= { met: new WeakSet(), story: null });
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
    mine.met.add(spare);
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
  const waiting = [...(mine.story ?? document.body ?? document).querySelectorAll("img")].filter(
    (image) => !mine.met.has(image) && isBlank(image) && image.getClientRects().length && !image.closest("aside, nav, footer"),
  );
  const isInView = ({ top, bottom }) => bottom >= 0 && top <= innerHeight;
  if (document.readyState === "complete" && waiting.length) {
    waiting[0].scrollIntoView({ block: "start", behavior: "instant" });
    for (const image of waiting) if (isInView(image.getBoundingClientRect())) mine.met.add(image);
    mine.met.add(waiting[0]);
  }

  const leads = ({ content }) => {
    const [, seconds, to] = /^\s*([\d.]+)\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content) ?? [];
    return to && seconds <= SOON && new URL(to, document.baseURI).href !== location.href;
  };
  return JSON.stringify({
    state: location.protocol.startsWith("http") ? document.readyState : "loading",
    kind: document.contentType,
    elements: document.getElementsByTagName("*").length,
    pending: waiting.length + [...document.images].filter((image) => !image.complete).length,
    leads: [...document.querySelectorAll("meta[http-equiv=refresh i]")].some(leads),
    answered: performance
      .getEntriesByType("resource")
      .filter(({ initiatorType }) => ["fetch", "xmlhttprequest"].includes(initiatorType))
      .map(({ name }) => name),
  });
})();
