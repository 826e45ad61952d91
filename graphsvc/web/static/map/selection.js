// Choosing a node: its neighbours stay bright, all else fades, the panel tells the same in words.

export function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// A name, with its language where that is not the page's.
export function named(node, attributes = {}) {
  return element("bdi", node.label, node.lang ? { ...attributes, lang: node.lang } : attributes);
}

// The same page on another day; null is the day of this page, which its links keep already.
export function onDay(href, day) {
  if (!day) return href;
  const address = new URL(href, window.location.href);
  address.searchParams.set("as_of", day);
  return address.pathname + address.search;
}

export function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function counted(words, what, count) {
  const plural = new Intl.PluralRules(document.documentElement.lang);
  return filled(words[`${what}_${plural.select(count) === "one" ? "one" : "many"}`], { count });
}

// A sheet of the ground's colour over everything.
export function veil(view, context) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 0.84;
  context.fillStyle = view.theme().background;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

export function ring(view, context, id, width, dash = []) {
  if (!view.isShown(id)) return;
  const { x, y } = view.network.getPosition(id);
  const scale = view.network.getScale();
  context.save();
  context.beginPath();
  context.setLineDash(dash.map((length) => length / scale));
  context.lineWidth = width / scale;
  context.strokeStyle = view.theme().ink;
  context.arc(x, y, view.nodes.get(id).size * 1.25 + 5 / scale, 0, 2 * Math.PI);
  context.stroke();
  context.restore();
}

export function createSelection(view, words, say) {
  const panel = document.getElementById("panel");
  const listeners = [];
  let chosen = null;   // { id, near, neighbours, place }

  const countWords = (count) => counted(words, "ties", count);

  function neighboursOf(id) {
    const shown = (view.ties_of.get(id) || []).filter(view.isTieShown);
    const found = new Map();
    for (const tie of shown) {
      const other = tie.from === id ? tie.to : tie.from;
      if (!found.has(other)) found.set(other, []);
      found.get(other).push(tie.title);
    }
    const collator = new Intl.Collator(document.documentElement.lang);
    return [...found].map(([other, titles]) => ({ node: view.nodes.get(other), words: titles.join(", ") }))
      .sort((a, b) => collator.compare(a.node.label, b.node.label));
  }

  function choose(id, { look = false, quiet = false } = {}) {
    if (!view.nodes.has(id)) return clear();
    const neighbours = neighboursOf(id);
    chosen = { id, neighbours, place: -1, near: new Set([id, ...neighbours.map(({ node }) => node.id)]) };
    const node = view.nodes.get(id);
    showPanel(node, neighbours);
    markRow(id);
    view.redraw();
    if (look && view.isShown(id)) view.lookAt(id);
    if (!quiet) say(filled(words.selected, { name: node.label, what: node.what, ties: countWords(neighbours.length) }));
    listeners.forEach((tell) => tell(id));
  }

  function clear() {
    if (!chosen) return;
    chosen = null;
    panel.hidden = true;
    markRow(null);
    view.redraw();
    say(words.cleared);
    listeners.forEach((tell) => tell(null));
  }

  function markRow(id) {
    for (const row of document.querySelectorAll("tr.is-chosen")) row.classList.remove("is-chosen");
    if (id) document.querySelector(`tr[data-node="${CSS.escape(id)}"]`)?.classList.add("is-chosen");
  }

  function showPanel(node, neighbours) {
    const head = element("div", "", { class: "head" });
    const close = element("button", words.close, { type: "button" });
    close.addEventListener("click", () => { clear(); view.focusable.focus(); });
    const title = element("h2", "", { tabindex: "-1" });
    title.append(named(node));
    head.append(title, close);
    const ways = element("p", "", { class: "ways" });
    const day = view.day();
    for (const [href, text] of [[node.page, words.open_page], [node.map, words.open_map]]) {
      if (href) ways.append(element("a", text, { href: onDay(href, day) }));
    }
    for (const extra of view.extras) ways.append(...extra(node));
    const list = element("ul");
    for (const { node: other, words: how } of neighbours) {
      const item = element("li", "", { "data-id": other.id });
      const button = element("button", "", { type: "button" });
      button.append(named(other, { class: "who" }), " ", element("span", how, { class: "soft" }));
      button.addEventListener("click", () => choose(other.id, { look: true }));
      item.append(button);
      list.append(item);
    }
    // Its button is about to go: the focus stays in the panel.
    const held = panel.contains(document.activeElement);
    const what = view.isShown(node.id) ? node.what : `${node.what} (${words.hidden})`;
    panel.replaceChildren(head, element("p", what, { class: "meta" }), element("p", node.measure),
      ways, element("h3", `${words.connections} (${neighbours.length})`), list);
    panel.hidden = false;
    if (held) panel.querySelector("h2").focus();
  }

  // Enter goes through the neighbours of what is chosen, the space bar chooses the one reached.
  function walk(step) {
    if (!chosen) return choose([...view.nodes.values()].reduce((a, b) => (b.size > a.size ? b : a)).id, { look: true });
    const { neighbours } = chosen;
    if (!neighbours.length) return undefined;
    chosen.place = (chosen.place + step + neighbours.length) % neighbours.length;
    const { node, words: how } = neighbours[chosen.place];
    for (const item of panel.querySelectorAll("li")) item.classList.toggle("is-current", item.dataset.id === node.id);
    view.redraw();
    return say(filled(words.neighbour, {
      name: node.label, what: node.what, words: how, place: chosen.place + 1, count: neighbours.length,
    }));
  }

  function onKey(event) {
    if (event.key === "Enter") walk(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") clear();
    else if (event.key === " " && chosen && chosen.place >= 0) choose(chosen.neighbours[chosen.place].node.id, { look: true });
    else return;
    event.preventDefault();
  }

  // Everything fades, then the chosen part once more on top.
  function paint(context) {
    const { network } = view;
    // The map of an organization marks it, so that it is found among the others.
    if (!chosen && view.nodes.get(view.data.focus)?.kind === "organization") ring(view, context, view.data.focus, 2.5);
    if (!chosen) return;
    veil(view, context);
    for (const tie of view.ties_of.get(chosen.id) || []) network.body.edges[tie.id]?.draw(context);
    for (const id of chosen.near) network.body.nodes[id]?.draw(context);
    ring(view, context, chosen.id, 2.5);
    if (chosen.place >= 0) ring(view, context, chosen.neighbours[chosen.place].node.id, 1.5, [4, 3]);
  }

  const folded = document.getElementById("rows").closest("details");   // a long table, which few open

  function addTableButtons() {
    if (folded && !folded.open) return;
    for (const row of document.querySelectorAll("#rows tbody tr")) {
      if (row.querySelector(".on-map")) continue;
      const node = view.nodes.get(row.dataset.node);
      const button = element("button", words.show, { type: "button", class: "on-map", "aria-label": filled(words.show_on_map, { name: node.label }) });
      button.addEventListener("click", () => {
        choose(node.id, { look: true });
        document.getElementById("stage").scrollIntoView({ block: "start" });
        view.focusable.focus({ preventScroll: true });
      });
      row.cells[0].append(" ", button);
    }
  }

  view.network.on("click", ({ nodes }) => (nodes.length ? choose(nodes[0]) : clear()));
  view.network.on("doubleClick", ({ nodes }) => {
    // In a file a node leads nowhere.
    const to = nodes.length && view.data.aggregated && view.nodes.get(nodes[0]).map;
    if (to) window.location.assign(to);
  });
  view.focusable.addEventListener("keydown", onKey);
  addTableButtons();
  folded?.addEventListener("toggle", addTableButtons);
  view.onReplace(addTableButtons);
  return {
    choose, clear, paint,
    current: () => chosen,
    onChange: (tell) => listeners.push(tell),
    refresh: () => {
      if (!chosen) return;
      const lost = !view.isShown(chosen.id);
      choose(chosen.id, { quiet: true });
      if (lost) say(words.hidden_now);
    },
  };
}
