// The table of another day: a row for each node, the largest first, in the manner of the rows that
// the page came with.

function span(text, className) {
  const made = document.createElement("span");
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function named(node) {
  const name = document.createElement("bdi");
  name.textContent = node.label;
  if (node.lang) name.lang = node.lang;
  return name;
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
    const address = new URL(node.page, window.location.href);
    address.searchParams.set("as_of", day);
    link.href = address.pathname + address.search;
    link.append(named(node));
    head.replaceChildren(link);
    what.textContent = node.what;
    value.textContent = node.shown;
    value.dataset.value = node.value ?? "";
    count.textContent = String((view.ties_of.get(node.id) || []).length);
    whom.replaceChildren(...withWhom(view, node.id));
    return made;
  }

  return (day) => {
    const order = [...view.nodes.values()].sort(
      (a, b) => (b.value ?? 0) - (a.value ?? 0) || (a.id < b.id ? -1 : 1));
    for (const heading of table.tHead.rows[0].cells) heading.removeAttribute("aria-sort");
    table.tBodies[0].replaceChildren(...order.map((node) => row(node, day)));
  };
}
