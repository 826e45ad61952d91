// The table of another day: a row for each node, the largest first, in the manner of the rows that
// the page came with.

import { named, onDay } from "./selection.js";

function span(text, className) {
  const made = document.createElement("span");
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

// With whom, and in what way, as the row of either end tells it.
function withWhom(view, id) {
  const parts = [];
  for (const tie of view.ties_of.get(id) || []) {
    const other = tie.from === id ? tie.to : tie.from;
    const part = span("");
    Object.assign(part.dataset, { style: tie.style, other });
    part.append(named(view.nodes.get(other)), " ", span(tie.title, "soft"));
    if (parts.length) parts.at(-1).append("; ");
    parts.push(part);
  }
  return parts;
}

export function createRows(view) {
  const table = document.getElementById("rows");
  const pattern = table.tBodies[0].rows[0].cloneNode(true);

  function row(node, day) {
    const made = pattern.cloneNode(true);
    made.dataset.node = node.id;
    made.className = "";
    made.hidden = false;
    const [head, what, value, count, whom] = made.cells;
    const link = document.createElement("a");
    link.href = onDay(node.page, day);
    link.append(named(node));
    head.replaceChildren(link);
    what.textContent = node.what;
    value.textContent = node.shown;
    value.dataset.value = node.value ?? "";
    count.textContent = String((view.ties_of.get(node.id) || []).length);
    whom.replaceChildren(...withWhom(view, node.id));
    return made;
  }

  return () => {
    const order = [...view.nodes.values()].sort(
      (a, b) => (b.value ?? 0) - (a.value ?? 0) || (a.id < b.id ? -1 : 1));
    for (const heading of table.tHead.rows[0].cells) heading.removeAttribute("aria-sort");
    table.tBodies[0].replaceChildren(...order.map((node) => row(node, view.day())));
  };
}
