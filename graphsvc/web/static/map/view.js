// The canvas: vis-network with the positions of the server, colours of the theme, and no physics.

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const touch = window.matchMedia("(pointer: coarse)");

export function createView(data, words, container) {
  // The still picture stays for printing; on screen the canvas takes its place.
  document.getElementById("still").hidden = true;
  for (const id of ["canvas", "tools", "hint", "zoom"]) document.getElementById(id).hidden = false;

  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const ties = data.edges.map((edge, index) => ({ ...edge, id: index }));
  const listeners = [];
  let changing = false;
  const view = {
    data, nodes, ties, container,
    jump: () => {},   // before a step that is no movement: motion.js
    day: () => null,   // another one than that of the page, where the slider stands on it
    extras: [],   // what else the panel of a node offers
    ties_of: tiesByNode(ties),
    hidden: { node: new Set(), tie: new Set() },
    theme: () => data.themes[dark.matches ? "dark" : "light"],
  };
  const nodeSet = new vis.DataSet(data.nodes.map((node) => drawnNode(node, view.theme())));
  const tieSet = new vis.DataSet(ties.map((tie) => drawnTie(tie, view.theme())));
  view.isShown = (id) => nodes.has(id) && !view.hidden.node.has(nodes.get(id).style);
  view.isTieShown = (tie) => !view.hidden.tie.has(tie.style) && view.isShown(tie.from) && view.isShown(tie.to);
  const nodeView = new vis.DataView(nodeSet, { filter: (node) => view.isShown(node.id) });
  const tieView = new vis.DataView(tieSet, { filter: (tie) => view.isTieShown(ties[tie.id]) });
  const network = new vis.Network(container, { nodes: nodeView, edges: tieView }, data.options);
  view.network = network;

  view.refilter = () => { nodeView.refresh(); tieView.refresh(); };
  // Another day: the same map with other nodes and lines; who looks on goes through them anew.
  view.onReplace = (tell) => listeners.push(tell);
  view.replace = (others) => {
    nodes.clear();
    for (const node of others.nodes) nodes.set(node.id, node);
    ties.splice(0, ties.length, ...others.edges.map((edge, index) => ({ ...edge, id: index })));
    view.ties_of = tiesByNode(ties);
    changing = true;   // it is drawn in between, without the nodes that names belong to
    tieSet.clear();
    nodeSet.clear();
    nodeSet.add(others.nodes.map((node) => drawnNode(node, view.theme())));
    tieSet.add(ties.map((tie) => drawnTie(tie, view.theme())));
    changing = false;
  };
  view.replaced = () => listeners.forEach((tell) => tell());
  view.redraw = () => network.redraw();
  view.onDrawing = (paint) => network.on("afterDrawing", (context) => changing || paint(context));
  // All of it, or some nodes; a little smaller than the frame, so that names at the edge have room.
  view.fit = (ids) => {
    view.jump();
    network.fit({ nodes: ids ? ids.filter(view.isShown) : [], animation: false, maxZoomLevel: 1.6 });
    network.moveTo({ scale: network.getScale() * 0.88, animation: false });
  };
  view.zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: movement(view, 200) });
  view.lookAt = (id) => network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: movement(view, 350) });
  dark.addEventListener("change", () => recolour(view, nodeSet, tieSet));
  makeReachable(view, words);
  makeMovable(view);
  view.fit();
  return view;
}

function movement(view, duration) {
  if (!calm.matches) return { duration, easingFunction: "easeInOutQuad" };
  view.jump();
  return false;
}

function tiesByNode(ties) {
  const found = new Map();
  for (const tie of ties) {
    for (const end of [tie.from, tie.to]) {
      if (!found.has(end)) found.set(end, []);
      found.get(end).push(tie);
    }
  }
  return found;
}

// Labels are drawn by our own pass, so that they never cover one another.
function drawnNode(node, theme) {
  const { background, border } = theme.nodes[node.style];
  const still = { background, border };
  return {
    id: node.id, x: node.x, y: node.y, shape: node.shape, size: node.size,
    title: `${node.label}\n${node.what}\n${node.measure}`,
    borderWidth: node.borderWidth, borderWidthSelected: node.borderWidth,
    color: { ...still, highlight: still, hover: still },
  };
}

function drawnTie(tie, theme) {
  const colour = theme.ties[tie.style];
  return {
    id: tie.id, from: tie.from, to: tie.to, title: tie.title, width: tie.width,
    dashes: tie.dashes || false, smooth: tie.smooth || false,
    color: { color: colour, highlight: colour, hover: colour, inherit: false },
  };
}

function recolour(view, nodeSet, tieSet) {
  const theme = view.theme();
  nodeSet.update([...view.nodes.values()].map((node) => {
    // Where the reader has moved it to; what is hidden has no place of its own just now.
    const { x, y } = view.isShown(node.id) ? view.network.getPosition(node.id) : nodeSet.get(node.id);
    return { ...drawnNode(node, theme), x, y };
  }));
  tieSet.update(view.ties.map((tie) => drawnTie(tie, theme)));
}

// What takes the focus is an element that vis-network makes; it has to say what it is.
function makeReachable(view, words) {
  const inner = view.container.querySelector(".vis-network");
  inner.setAttribute("role", "application");
  inner.setAttribute("aria-label", words.map);
  inner.setAttribute("aria-describedby", "hint");
  inner.tabIndex = 0;
  view.focusable = inner;
  view.container.querySelector("canvas").setAttribute("aria-hidden", "true");
}

// Scrolling past the map must not zoom it: the wheel is the map's only while it has the focus. On a
// touch screen a finger scrolls the page until the reader asks to move the map.
function makeMovable(view) {
  const { network, focusable, container } = view;
  const wheel = (zoomView) => network.setOptions({ interaction: { zoomView } });
  focusable.addEventListener("focusin", () => wheel(true));
  focusable.addEventListener("focusout", () => wheel(false));
  focusable.addEventListener("pointerdown", () => focusable.focus({ preventScroll: true }));
  if (!touch.matches) return;
  const button = document.getElementById("move");
  const move = (on) => {
    network.setOptions({ interaction: { dragView: on, dragNodes: on, zoomView: on } });
    container.classList.toggle("is-moving", on);
    button.setAttribute("aria-pressed", String(on));
  };
  button.hidden = false;
  button.addEventListener("click", () => move(button.getAttribute("aria-pressed") !== "true"));
  move(false);
}
