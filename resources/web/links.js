// Links inside the article: a reference to a note gives the note, everything else is gone to.
"use strict";
(() => {
  const { article, box, bridge, offsetOf } = reader.parts;
  const BLOCKS = "p, li, dd, td, th, aside, div, section, blockquote, figure, figcaption, h1, h2, h3, h4, h5, h6";
  const MARK = /^[\s[({]*([\divxlc]{1,5}|[a-z]|[*†‡§¶‖#]+|note \d+)[\s\])}.]*$/i;
  const MOST = 20000; // characters of a note

  const namedBy = (fragment) =>
    document.getElementById(fragment) || article.querySelector(`[name="${CSS.escape(fragment)}"]`);

  function nameIn(link) {
    try {
      return decodeURIComponent(link.hash.slice(1));
    } catch {
      return link.hash.slice(1);
    }
  }

  // The link that was clicked or entered, by its fragment: the one with the focus before any other.
  function linkTo(fragment) {
    const aims = (link) => nameIn(link) === fragment;
    const focused = document.activeElement?.closest?.("a[href]");
    if (focused && aims(focused)) return focused;
    return [...article.querySelectorAll("a[href]")].find(aims);
  }

  function isReference(link) {
    if (/noteref/.test(link.getAttribute("role") || "")) return true;
    if (/backlink/.test(link.getAttribute("role") || "")) return false;
    return MARK.test(link.textContent) || (link.closest("sup") !== null && link.textContent.length < 12);
  }

  // A note begins with what a reference leads to; the way back leads into the midst of a paragraph.
  function noteAt(target, link) {
    const block = target.closest("li, aside, dd, [role~=doc-footnote], [role~=doc-endnote]") || target.closest(BLOCKS);
    if (!block || !article.contains(block) || block.contains(link) || /^h\d$/.test(block.localName)) return null;
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEndBefore(target === block ? block.firstChild || block : target);
    const text = block.textContent.trim();
    if (before.toString().trim().length > 3 || text.length <= link.textContent.trim().length) return null;
    return text.length > MOST ? null : block;
  }

  // The engine would jump without a word.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const inside = link && link.host === location.host && link.pathname === location.pathname;
    if (!inside || link.protocol !== location.protocol || !bridge()) return;
    event.preventDefault();
    bridge().followed(nameIn(link));
  });

  // {note: its HTML, box: of the link, offset} for a reference, else {went: true}; null where it leads to nothing.
  reader.follow = (fragment) => {
    const target = fragment ? namedBy(fragment) : article;
    const link = linkTo(fragment);
    if (!target) return null;
    const note = link && isReference(link) && noteAt(target, link);
    if (note) return { note: note.innerHTML, box: box(link.getBoundingClientRect()), offset: offsetOf(note, 0) };
    target.scrollIntoView({ block: "start" });
    scrollBy(0, -12);
    return { went: true };
  };
})();
