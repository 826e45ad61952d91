// Names on the map: as many as fit without covering one another, the most important first.

const CELL = 7;
const SIZE = 12;
const RANK = { partnership: 0, community: 0, body: 1, organization: 2 };

class Taken {
  constructor(width, height) {
    Object.assign(this, { width, height });
    this.columns = Math.ceil(width / CELL);
    this.rows = Math.ceil(height / CELL);
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  each(left, top, right, bottom, visit) {
    const low = Math.max(0, Math.floor(left / CELL));
    const high = Math.min(this.columns - 1, Math.floor(right / CELL));
    const last = Math.min(this.rows - 1, Math.floor(bottom / CELL));
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= last; row += 1) {
      for (let column = low; column <= high; column += 1) {
        if (!visit(row * this.columns + column)) return false;
      }
    }
    return true;
  }

  // Level 1 is an organization, 2 a table, 3 a partnership, 4 a name.
  add(level, { left, top, right, bottom }) {
    this.each(left, top, right, bottom, (cell) => { this.cells[cell] = Math.max(this.cells[cell], level); return true; });
  }

  // Tells whether nothing above this level is there, and the box is inside the frame.
  isFree(most, { left, top, right, bottom }) {
    if (left < 0 || top < 0 || right > this.width || bottom > this.height) return false;
    return this.each(left, top, right, bottom, (cell) => this.cells[cell] <= most);
  }
}

// Where a name can stand: below its node, above, to the right, to the left.
function spots({ x, y }, reach, half, size) {
  const aside = reach * 1.2 + half + 4;
  return [[x, y + reach * 1.2 + 2], [x, y - reach * 1.2 - size - 2], [x + aside, y - size / 2], [x - aside, y - size / 2]]
    .map(([middle, top]) => ({ x: middle, left: middle - half, right: middle + half, top, bottom: top + size }));
}

export function createLabels(view) {
  let order = [];
  const arrange = () => {
    order = [...view.nodes.values()].sort(
      (a, b) => RANK[a.kind] - RANK[b.kind] || b.size - a.size || (a.id < b.id ? -1 : 1));
  };
  arrange();
  view.onReplace(arrange);
  const family = getComputedStyle(document.body).fontFamily;

  // `magnified` is for pictures that are larger than the screen.
  function paint(context, current, network = view.network, magnified = 1) {
    const frame = network.canvas.frame.canvas;
    const { width, height } = { width: frame.clientWidth, height: frame.clientHeight };
    const scale = network.getScale();
    const size = SIZE * magnified;
    const taken = new Taken(width, height);
    const placed = [];
    const chosen = current ? current.id : view.data.focus;
    // While it moves, the eye keeps to the name it had chosen.
    const isPassing = network === view.network && view.moves();
    for (const node of order) {
      if (!view.isShown(node.id) || (isPassing && node.id !== chosen)) continue;
      const at = network.canvasToDOM(network.getPosition(node.id));
      const reach = Math.max(2, node.size * scale);
      if (at.x < -80 || at.y < -40 || at.x > width + 80 || at.y > height + 40) continue;
      placed.push({ node, at, reach });
      taken.add(3 - RANK[node.kind], { left: at.x - reach, right: at.x + reach, top: at.y - reach, bottom: at.y + reach });
    }
    const named = current
      ? placed.filter(({ node }) => current.near.has(node.id))
      : placed;
    named.sort((a, b) => (b.node.id === chosen) - (a.node.id === chosen));
    context.save();
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const { node, at, reach } of named) {
      const isChosen = node.id === chosen;
      const strong = node.kind !== "organization" || isChosen;
      const text = scale > 1.5 || (current && isChosen) ? node.label : node.short;
      context.font = `${strong ? "600 " : ""}${size}px ${family}`;
      const half = context.measureText(text).width / 2;
      // Names of tables may cover organizations, that of the chosen node anything but names. Seen
      // from afar, partnerships come first: tables stand back, small organizations have no name.
      const far = scale < 0.55;
      if (!current && !strong && far && node.size < 18) continue;
      const byKind = far ? 2 * (RANK[node.kind] === 0) : Number(strong);
      const may = isChosen ? 3 : byKind;
      const boxes = spots(at, reach, half, size);
      const spot = boxes.find((box) => taken.isFree(0, box)) || (may && boxes.find((box) => taken.isFree(may, box)));
      if (!spot) continue;
      taken.add(4, spot);
      write(context, network, text, spot.x, spot.top, size / scale, strong, scale);
    }
    context.restore();
  }

  function write(context, network, text, x, top, size, strong, scale) {
    const spot = network.DOMtoCanvas({ x, y: top });
    const theme = view.theme();
    context.font = `${strong ? "600 " : ""}${size}px ${family}`;
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = theme.background;
    context.strokeText(text, spot.x, spot.y);
    context.fillStyle = theme.ink;
    context.fillText(text, spot.x, spot.y);
  }

  view.labels = paint;
  return { paint };
}
