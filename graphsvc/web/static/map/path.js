// The way between two organizations: found by the server, marked here. The rest fades until
// something is chosen.

import { element, filled, ring, veil } from "./selection.js";

export function createPath(view, words, say, selection) {
  const section = document.getElementById("path");
  const fields = { from: document.getElementById("path-from"), to: document.getElementById("path-to") };
  const block = document.getElementById("path-data");
  const told = document.getElementById("path-told");
  const found = block && JSON.parse(block.textContent);
  const near = new Set(found ? found.ties.flat() : []);
  const pairs = new Set(found ? found.ties.map((pair) => pair.toSorted().join(" ")) : []);
  const isOnWay = (tie) => pairs.has([tie.from, tie.to].toSorted().join(" "));

  function offer() {
    const names = new Set([...view.nodes.values()].filter(({ kind }) => kind === "organization").map(({ label }) => label));
    document.getElementById("path-names").replaceChildren(...[...names].map((name) => element("option", "", { value: name })));
  }
  offer();
  view.onReplace(offer);

  // In the panel of an organization: from here, to here.
  view.extras.push((node) => (node.kind !== "organization" ? [] : ["from", "to"].map((end) => {
    const button = element("button", words[`path_${end}`], { type: "button", class: "on-map" });
    button.addEventListener("click", () => {
      fields[end].value = node.label;
      const other = fields[end === "from" ? "to" : "from"];
      if (other.value && other.value !== node.label) fields[end].form.requestSubmit();
      else say(filled(words.path_half, { name: node.label }));
    });
    return button;
  })));

  for (const button of section.querySelectorAll("[data-show]")) {
    button.hidden = !view.nodes.has(button.dataset.show);
    button.addEventListener("click", () => selection.choose(button.dataset.show, { look: true }));
  }
  // It was found on the day of the page, and may not hold on another.
  view.onReplace(() => {
    for (const part of section.querySelectorAll("#path-told, ol, .ways")) part.hidden = view.day() !== null;
  });
  if (told) say(told.textContent.trim());
  // On a map of a whole country it would be a few pixels long.
  if (found) view.fit([...near]);

  return {
    // What the names are written of: the ends, and whom the way leads through.
    current: () => (found && view.day() === null ? { ends: [found.from, found.to], near } : null),
    paint: (context) => {
      if (!found || view.day() !== null || selection.current()) return;
      veil(view, context);
      for (const tie of view.ties) if (isOnWay(tie)) view.network.body.edges[tie.id]?.draw(context);
      for (const id of near) view.network.body.nodes[id]?.draw(context);
      for (const id of [found.from, found.to]) ring(view, context, id, 2.5);
    },
  };
}
