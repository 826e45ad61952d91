// Finds a node by its name: capitals and accents do not matter, "comite" finds "Comité".

import { filled } from "./selection.js";

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").toLowerCase().trim();

export function createSearch(view, words, say, selection) {
  const form = document.getElementById("find");
  const input = document.getElementById("find-name");
  const told = document.getElementById("find-told");
  const list = document.getElementById("find-names");
  let names = [];
  let last = { wish: "", place: -1 };

  function collect() {
    names = [...view.nodes.values()].map((node) => ({ node, name: fold(node.label) }));
    list.replaceChildren(...names.map(({ node }) => {
      const option = document.createElement("option");
      option.value = node.label;
      return option;
    }));
  }
  collect();
  view.onReplace(collect);

  // Whole names first, then beginnings, then words, then anything that contains the wish, then
  // all its words in any order.
  function rank(name, wish) {
    if (name === wish) return 0;
    if (name.startsWith(wish)) return 1;
    if (name.includes(` ${wish}`)) return 2;
    if (name.includes(wish)) return 3;
    return wish.split(/\s+/).every((part) => name.includes(part)) ? 4 : 5;
  }

  // Under the field, for the eye as for the ear.
  function tell(text) {
    told.textContent = text;
    told.hidden = !text;
    if (text) say(text);
    input[text ? "setAttribute" : "removeAttribute"]("aria-invalid", "true");
  }

  function find() {
    const wish = fold(input.value);
    if (!wish) return;
    const named = names.map((entry) => ({ ...entry, rank: rank(entry.name, wish) }))
      .filter((entry) => entry.rank < 5)
      .sort((a, b) => a.rank - b.rank || b.node.size - a.node.size);
    const hits = named.filter((entry) => view.isShown(entry.node.id));
    if (!hits.length) {
      tell(named.length ? filled(words.not_shown, { name: named[0].node.label }) : words.not_found);
      return;
    }
    tell("");
    last = { wish, place: wish === last.wish ? (last.place + 1) % hits.length : 0 };
    const { node } = hits[last.place];
    selection.choose(node.id, { look: true, quiet: true });
    say(filled(words.found, { place: last.place + 1, count: hits.length, name: node.label }));
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  input.addEventListener("input", () => tell(""));
}
