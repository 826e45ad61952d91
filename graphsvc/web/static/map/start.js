// Puts the interactive map in the place of the still picture. Everything it shows is in the page
// already: one block of data, one of words. Names are only ever set as text.

import { createView } from "./view.js";
import { createMotion } from "./motion.js";
import { createLabels } from "./labels.js";
import { createSelection } from "./selection.js";
import { createFilters } from "./filters.js";
import { createSearch } from "./search.js";
import { keepAddress } from "./address.js";
import { createPath } from "./path.js";
import { savePicture } from "./save.js";
import { createTime } from "./time.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const byId = (id) => document.getElementById(id);

function start() {
  const data = read("map-data");
  const words = read("map-words");
  const say = (text) => { byId("said").textContent = text; };

  const view = createView(data, words, byId("canvas"));
  createMotion(view);
  const labels = createLabels(view);
  const selection = createSelection(view, words, say);
  const filters = createFilters(view, words, say);
  createSearch(view, words, say, selection);

  const path = byId("path") && createPath(view, words, say, selection);

  view.onDrawing((context) => {
    path?.paint(context);
    selection.paint(context);
    labels.paint(context, selection.current() || path?.current());
  });
  filters.onChange(() => selection.refresh());
  byId("zoom-in").addEventListener("click", () => view.zoom(1.4));
  byId("zoom-out").addEventListener("click", () => view.zoom(1 / 1.4));
  byId("fit").addEventListener("click", () => view.fit());
  byId("save").addEventListener("click", () => savePicture(view, words));
  const time = byId("time") && createTime(view, words, say);
  if (time) view.day = time.day;
  keepAddress(selection, filters, time);
}

if (document.getElementById("map-data") && window.vis) start();
