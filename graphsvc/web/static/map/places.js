// Where a name can stand on the canvas, and what is taken. viz/lettering.py does the same for the
// still picture, with the same places in the same order.

const BUCKET = 48;   // px; a box is looked for among those that touch the same buckets
const GAP = 3;
const ROUND = Math.SQRT1_2;
// How far away a name may stand where a line leads to it, and in how many directions.
const FAR = [9, 18, 30, 44, 60, 80, 105, 135, 170, 210];
const WAYS = 24;
const LINE_STEP = 4;
export const BEHIND = 135;   // px; how long a line may be that passes behind another node

export const middled = (x, y, width, height) =>
  ({ x, y, left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

export const meets = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

export class Taken {
  constructor(width, height) {
    Object.assign(this, { width, height, columns: Math.ceil(width / BUCKET) });
    this.buckets = Array.from({ length: this.columns * Math.ceil(height / BUCKET) }, () => []);
  }

  // Calls for each bucket that a box touches until one answers; tells whether one did.
  some({ left, top, right, bottom }, visit) {
    const last = Math.min(this.columns - 1, Math.floor(right / BUCKET));
    const low = Math.min(this.buckets.length / this.columns - 1, Math.floor(bottom / BUCKET));
    for (let row = Math.max(0, Math.floor(top / BUCKET)); row <= low; row += 1) {
      for (let column = Math.max(0, Math.floor(left / BUCKET)); column <= last; column += 1) {
        if (visit(this.buckets[row * this.columns + column])) return true;
      }
    }
    return false;
  }

  add(box) {
    this.some(box, (bucket) => { bucket.push(box); return false; });
  }

  // Tells whether nothing is there but what is its own, and the box is inside the frame.
  isFree(box, own) {
    if (box.left < 0 || box.top < 0 || box.right > this.width || box.bottom > this.height) return false;
    return !this.some(box, (bucket) => bucket.some((other) => other !== own && meets(box, other)));
  }

  isClear(line, own) {
    return points(line).every((point) => this.isFree(point, own));
  }
}

export const lengthOf = ([x1, y1, x2, y2]) => Math.hypot(x2 - x1, y2 - y1);

// A line as small boxes.
export function points(line) {
  const [x1, y1, x2, y2] = line;
  const steps = Math.max(1, Math.ceil(lengthOf(line) / LINE_STEP));
  return Array.from({ length: steps + 1 }, (_, step) =>
    middled(x1 + ((x2 - x1) * step) / steps, y1 + ((y2 - y1) * step) / steps, 1, 1));
}

// Below its node, above, to the right, to the left, at the corners, and a little aside.
export function* beside({ x, y }, reach, isAngular, width, height) {
  const down = reach + GAP + height / 2;
  const aside = reach + GAP + width / 2;
  const corner = isAngular ? reach : ROUND * reach + GAP;
  const place = (across, below) => middled(x + across, y + below, width, height);
  yield place(0, down);
  yield place(0, -down);
  yield place(aside, 0);
  yield place(-aside, 0);
  for (const below of [1, -1]) for (const across of [1, -1]) yield place(across * (corner + width / 2), below * (corner + height / 2));
  for (const below of [1, -1]) for (const across of [1, -1]) yield place((across * width) / 4, below * down);
}

export function* around({ x, y }, reach, most, width, height) {
  for (const far of FAR) {
    if (far > most) return;
    for (let way = 0; way < WAYS; way += 1) {
      const angle = (2 * Math.PI * (way + 0.5)) / WAYS;
      const out = reach + GAP + far;
      yield middled(x + Math.cos(angle) * (out + width / 2), y + Math.sin(angle) * (out + height / 2), width, height);
    }
  }
}

// From the edge of a node to the nearest point of a box.
export function lineTo({ x, y }, reach, box) {
  const [toX, toY] = [Math.min(Math.max(x, box.left), box.right), Math.min(Math.max(y, box.top), box.bottom)];
  const share = reach / Math.max(Math.hypot(toX - x, toY - y), reach);
  return [x + (toX - x) * share, y + (toY - y) * share, toX, toY];
}
