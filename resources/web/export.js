"use strict";
// The list beside an exported page: filtered by words, colour and tag; a card and its passage find each other.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = document.getElementById("words");
  const color = document.getElementById("color");
  const tag = document.getElementById("tag");
  const count = document.getElementById("count");
  const cards = all(".card");
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const texts = new Map(cards.map((card) => [card, folded(card.textContent)]));

  function filter() {
    const wanted = folded(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const fits = wanted.every((word) => texts.get(card).includes(word))
        && (!color.value || card.dataset.color === color.value)
        && (!tag.value || card.dataset.tags.split("\n").includes(tag.value));
      card.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = shown === cards.length ? `${cards.length}` : `${shown} / ${cards.length}`;
  }

  function choose(name) {
    for (const one of all(".chosen")) one.classList.remove("chosen");
    for (const mark of all("mark")) if (mark.dataset.marks.split(" ").includes(name)) mark.classList.add("chosen");
    const card = document.getElementById(`card-${name}`);
    if (card) { card.hidden = false; card.classList.add("chosen"); card.scrollIntoView({ block: "nearest" }); }
  }

  for (const field of [words, color, tag]) field.addEventListener("input", filter);
  for (const card of cards) card.addEventListener("click", () => choose(card.id.slice("card-".length)));
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && !event.target.closest("a")) choose(mark.dataset.marks.split(" ")[0]);
  });
  filter();
})();
