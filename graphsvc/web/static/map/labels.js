// Names on the map: as many as fit without covering one another or a node, the most important first.

import { BEHIND, Taken, around, beside, lengthOf, lineTo, meets, points } from "./places.js";

const SIZE = 12;
const SMALL_SIZE = 11;   // on a narrow screen
const NARROW = 600;
const LINE = 1.2;   // height of a line in units of its letters
const LEADING = 5;
// Names of tables and partnerships may stand a little away from their nodes so far down the order;
// where few nodes are in sight all of them, and as far as those that matter most. Where many are,
// small organizations have no name.
const LED_TO = 24;
const FEW = 120;
const AWAY = { near: 60, far: 210 };   // px
const MANY = 300;
const RANK = { partnership: 0, community: 0, body: 1, organization: 2 };
// How far shapes reach beyond their size, and which fill the corners of their boxes.
const WIDE = { triangle: 1.15, triangleDown: 1.15, star: 1.07 };
const ANGULAR = new Set(["square", "triangle", "triangleDown"]);

// Whose name is missed most: what the map is about, the few organizations that stand out by the
// measure (they lead), the partnerships and tables that hold the map together, and everybody else.
function byImportance(nodes, focus) {
  const worth = ({ value }) => value ?? 0;
  const order = [...nodes].sort((a, b) => RANK[a.kind] - RANK[b.kind] || worth(b) - worth(a) || (a.id < b.id ? -1 : 1));
  const organizations = order.filter(({ kind }) => kind === "organization");
  const least = Math.min(...organizations.map(worth));
  const leading = new Set(organizations.slice(0, LEADING).filter((node) => worth(node) > least));
  order.sort((a, b) => (b.id === focus) - (a.id === focus) || leading.has(b) - leading.has(a));
  return { order, leading };
}

// Breaks a name into so many lines, at words, the longest as short as can be.
function wrapped(name, count) {
  const words = name.split(/\s+/);
  if (count <= 1 || words.length < count) return [name];
  let best = [name];
  const longest = (lines) => Math.max(...lines.map((line) => line.length));
  for (let at = 1; at <= words.length - count + 1; at += 1) {
    const lines = [words.slice(0, at).join(" "), ...wrapped(words.slice(at).join(" "), count - 1)];
    if (longest(lines) < longest(best)) best = lines;
  }
  return best;
}

export function createLabels(view) {
  const family = getComputedStyle(document.body).fontFamily;
  let found = { order: [], leading: new Set() };
  let forms = new Map();
  const widths = new Map();
  const arrange = () => {
    found = byImportance(view.nodes.values(), view.data.focus);
    forms = new Map();
  };
  arrange();
  view.onReplace(arrange);

  // What a node can be called, the best first: on a narrow screen, or from afar, the shortest.
  function called(node, how) {
    const key = `${how} ${node.id}`;
    if (!forms.has(key)) {
      const { label, short, brief = short } = node;
      forms.set(key, {
        whole: [[label], wrapped(label, 2), wrapped(label, 3), wrapped(short, 2), wrapped(brief, 2)],
        usual: [...(short.length > 26 ? [] : [[short]]), wrapped(short, 2), [brief], wrapped(brief, 2)],
        small: [[brief], wrapped(brief, 2)],
      }[how]);
    }
    return forms.get(key);
  }

  function widthOf(context, line, strong, size) {
    const key = `${strong} ${line}`;
    if (!widths.has(key)) {
      context.font = `${strong ? "600 " : ""}${SIZE}px ${family}`;
      widths.set(key, context.measureText(line).width);
    }
    return (widths.get(key) * size) / SIZE;
  }

  // The buttons that lie on the map.
  function boxOfButtons() {
    const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = document.getElementById("zoom");
    return { left, top, right: left + width, bottom: top + height };
  }

  // The nodes in sight, in their order.
  function inSight(network, only, { width, height, magnified }) {
    const scale = network.getScale() / magnified;
    const seen = [];
    for (const node of found.order) {
      if (!view.isShown(node.id) || (only && !only.has(node.id))) continue;
      const there = network.canvasToDOM(network.getPosition(node.id));
      const at = { x: there.x / magnified, y: there.y / magnified };
      const reach = Math.max(2, (node.size * (WIDE[node.shape] || 1) + node.borderWidth / 2) * scale);
      if (at.x < -80 || at.y < -40 || at.x > width + 80 || at.y > height + 40) continue;
      seen.push({ node, at, reach, box: { left: at.x - reach, right: at.x + reach, top: at.y - reach, bottom: at.y + reach } });
    }
    return seen;
  }

  // `magnified` is for pictures that are larger than the screen: they have the same names.
  function paint(context, current, network = view.network, magnified = 1) {
    const { clientWidth, clientHeight } = network.canvas.frame.canvas;
    const frame = { width: clientWidth / magnified, height: clientHeight / magnified, magnified };
    const isNarrow = frame.width < NARROW;
    const size = isNarrow ? SMALL_SIZE : SIZE;
    const ends = current ? current.ends || [current.id] : [view.data.focus];
    // While it moves, the eye keeps to the name it had chosen.
    const isPassing = network === view.network && view.moves();
    const placed = inSight(network, isPassing ? new Set(ends) : current?.near, frame);
    placed.sort((a, b) => ends.includes(b.node.id) - ends.includes(a.node.id));
    const taken = new Taken(frame.width, frame.height);
    const sheet = { context, size, taken, written: new Taken(frame.width, frame.height) };
    for (const { box } of placed) taken.add(box);
    taken.add(boxOfButtons());
    const isFar = placed.length > MANY;
    const named = [];
    placed.forEach((spot, index) => {
      const isEnd = ends.includes(spot.node.id);
      const strong = spot.node.kind !== "organization" || isEnd;
      const isLeading = isEnd || found.leading.has(spot.node);
      if (isFar && !strong && !isLeading && spot.node.size < 18) return;
      const isTable = spot.node.kind !== "organization";
      const isFew = placed.length <= FEW;
      const leads = isLeading || (isTable && isFew) ? AWAY.far : isTable && index < LED_TO ? AWAY.near : 0;
      const isWhole = network.getScale() > 1.5 * magnified || (current && (isEnd || placed.length <= LED_TO / 2));
      const how = isWhole ? "whole" : isNarrow || isFar ? "small" : "usual";
      // What is asked for has a ring around it.
      const reach = isEnd ? spot.reach * 1.25 + 6 : spot.reach;
      const plate = plateFor({ ...spot, reach, strong, leads, how }, sheet);
      if (!plate) return;
      for (const box of [plate.box, ...(plate.line ? points(plate.line) : [])]) {
        sheet.taken.add(box);
        sheet.written.add(box);
      }
      named.push({ ...plate, strong, id: spot.node.id });
    });
    draw(context, network, named, placed, size, magnified);
    if (!isPassing) network.canvas.frame.dispatchEvent(new CustomEvent("named", { bubbles: true, detail: { named, nodes: placed } }));
  }

  function plateFor({ node, at, reach, box: own, strong, leads, how }, { context, size, taken, written }) {
    const sizes = called(node, how).map((lines) => [lines, Math.max(...lines.map((line) => widthOf(context, line, strong, size))), size * LINE * lines.length]);
    const isAngular = ANGULAR.has(node.shape);
    for (const [lines, width, height] of sizes) {
      for (const box of beside(at, reach, isAngular, width, height)) if (taken.isFree(box, own)) return { lines, box };
    }
    if (!leads) return null;
    // At the end of a line; better behind another node than not at all.
    let behind = null;
    const [lines, width, height] = sizes.find((form) => form[0].length > 1) || sizes[0];
    for (const box of around(at, reach, leads, width, height)) {
      if (!taken.isFree(box, own)) continue;
      const line = lineTo(at, reach, box);
      if (taken.isClear(line, own)) return { lines, box, line };
      if (!behind && lengthOf(line) <= BEHIND && written.isClear(line, own)) behind = { lines, box, line };
    }
    return behind;
  }

  function draw(context, network, named, placed, size, magnified) {
    const theme = view.theme();
    const scale = network.getScale() / magnified;
    const onCanvas = (x, y) => network.DOMtoCanvas({ x: x * magnified, y: y * magnified });
    context.save();
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", strokeStyle: theme.ink, lineWidth: size / 14 / scale });
    for (const { line } of named) {
      if (!line) continue;
      const [from, to] = [onCanvas(line[0], line[1]), onCanvas(line[2], line[3])];
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
    }
    // Lines pass behind nodes, as ties do.
    const passing = named.filter(({ line }) => line).flatMap(({ line }) => points(line));
    const passed = placed.filter(({ box }) => passing.some((point) => meets(point, box)));
    for (const { node } of passed) network.body.nodes[node.id]?.draw(context);
    Object.assign(context, { strokeStyle: theme.background, fillStyle: theme.ink, lineWidth: size / 3.4 / scale });
    for (const { lines, box, strong } of named) {
      context.font = `${strong ? "600 " : ""}${size / scale}px ${family}`;
      lines.forEach((text, index) => {
        const { x, y } = onCanvas(box.x, box.top + size * LINE * (index + 0.5));
        context.strokeText(text, x, y);
        context.fillText(text, x, y);
      });
    }
    context.restore();
  }

  view.labels = paint;
  return { paint };
}
