// The map as a PNG of print size: drawn a second time, larger, on the ground of the page, with what
// viz/sheet.py writes on the SVG file: title, day, legend and what is counted.

import { filled } from "./selection.js";

const WIDTH = 2400;
const EDGE = 48;
const LINE = 1.45;
const TEXT = 30;
const TITLE = 54;
const SIGN = 84;   // the room of a sign before its words
const APART = 54;

export function savePicture(view, words) {
  const { container, network } = view;
  const height = Math.round((WIDTH * container.clientHeight) / container.clientWidth);
  const frame = document.createElement("div");
  Object.assign(frame.style, { position: "fixed", left: "-9999px", top: "0", width: `${WIDTH}px`, height: `${height}px` });
  document.body.append(frame);
  const { nodes, edges } = network.body.data;
  const large = new vis.Network(frame, { nodes, edges }, { ...view.data.options, autoResize: false });
  const magnified = WIDTH / container.clientWidth;
  large.moveTo({ position: network.getViewPosition(), scale: network.getScale() * magnified, animation: false });
  large.once("afterDrawing", (context) => {
    view.labels(context, null, large, magnified);
    const day = view.day() || words.day;
    sheetAround(context.canvas, height, view.theme(), words, day).toBlob((blob) => {
      offer(blob, `${words.file.replace(words.day, day)}.png`);
      large.destroy();
      frame.remove();
    }, "image/png");
  });
  large.redraw();
}

function sheetAround(map, mapHeight, theme, words, day) {
  const sheet = document.createElement("canvas");
  const context = sheet.getContext("2d");
  // Once to see how high it becomes, once to draw.
  sheet.width = WIDTH;
  sheet.height = 1;
  const height = write(context, null, mapHeight, words, day);
  sheet.height = height;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, WIDTH, height);
  context.fillStyle = theme.ink;
  write(context, map, mapHeight, words, day);
  return sheet;
}

function write(context, map, mapHeight, words, day) {
  const { lang } = document.documentElement;
  const date = new Intl.DateTimeFormat(`${lang}-CA`, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  const textOf = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
  let y = paragraph(context, textOf("h1"), EDGE, TITLE);
  y = paragraph(context, `${filled(words.as_of, { day: date })} ${textOf("#facts")}`, y, TEXT);
  if (map) context.drawImage(map, 0, y, WIDTH, mapHeight);
  y += mapHeight + TEXT;
  for (const list of document.querySelectorAll("#legend ul")) y = legend(context, list, y);
  for (const text of [textOf("#legend-size"), words.source, textOf(".fictional")]) if (text) y = paragraph(context, text, y, TEXT);
  return Math.ceil(y + EDGE);
}

function font(size) {
  return `${size > TEXT ? "600 " : ""}${size}px ${getComputedStyle(document.body).fontFamily}`;
}

// A text on as many lines as it takes; returns where the next begins.
function paragraph(context, text, y, size) {
  Object.assign(context, { font: font(size), textAlign: "left", textBaseline: "top" });
  let line = "";
  for (const word of [...text.split(/\s+/), null]) {
    const longer = `${line} ${word}`.trim();
    if (line && (word === null || context.measureText(longer).width > WIDTH - 2 * EDGE)) {
      context.fillText(line, EDGE, y);
      y += size * LINE;
      line = word;
    } else line = longer;
  }
  return y;
}

// What is on the map: the entries of the legend that are neither absent nor hidden.
function legend(context, list, y) {
  let x = EDGE;
  for (const item of list.querySelectorAll("li:not([hidden])")) {
    if (item.querySelector("input:not(:checked)")) continue;
    const [label, count] = [...item.querySelectorAll(".line span")].map((part) => part.textContent.trim());
    const text = `${label} (${count})`;
    Object.assign(context, { font: font(TEXT), textAlign: "left", textBaseline: "top" });
    const width = SIGN + context.measureText(text).width + APART;
    if (x > EDGE && x + width > WIDTH) [x, y] = [EDGE, y + TEXT * LINE];
    sign(context, item.querySelector("svg"), x, y + TEXT / 2);
    context.fillText(text, x + SIGN, y);
    x += width;
  }
  return y + TEXT * LINE * 1.3;
}

// Draws the sign of the legend as it stands in the page, in its colours.
function sign(context, svg, left, middle) {
  const { width, height, x, y } = svg.viewBox.baseVal;
  const scale = 72 / 34;   // as wide as the widest, a line, has room for
  context.save();
  context.translate(left + (34 - width) * scale * 0.5 - x * scale, middle - (y + height / 2) * scale);
  context.scale(scale, scale);
  const shape = svg.firstElementChild;
  const { fill, stroke, strokeWidth } = getComputedStyle(shape);
  const at = (name) => shape.getAttribute(name);
  const path = new Path2D(at("d") || (at("points") ? `M${at("points")}Z` : undefined));
  if (at("r")) path.arc(Number(at("cx")), Number(at("cy")), Number(at("r")), 0, 2 * Math.PI);
  Object.assign(context, { fillStyle: fill, strokeStyle: stroke, lineWidth: parseFloat(strokeWidth) });
  context.setLineDash((at("stroke-dasharray") || "").split(" ").filter(Boolean).map(Number));
  if (fill !== "none") context.fill(path);
  if (stroke !== "none") context.stroke(path);
  context.restore();
}

function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
