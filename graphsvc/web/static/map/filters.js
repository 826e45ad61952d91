// The legend filters: what is unticked goes from the map and from the table alike.

import { counted, filled } from "./selection.js";

export function createFilters(view, words, say) {
  const legend = document.getElementById("legend");
  const all = document.getElementById("show-all");
  const caption = document.querySelector("#rows caption");
  let whole = caption.textContent;
  const listeners = [];
  const boxes = [];

  for (const item of legend.querySelectorAll("li[data-style]")) {
    const line = item.querySelector(".line");
    const label = document.createElement("label");
    label.className = "line";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    label.append(box, ...line.childNodes);
    line.replaceWith(label);
    boxes.push({ box, kind: item.dataset.kind, style: item.dataset.style });
    box.addEventListener("change", () => apply());
  }
  legend.classList.add("is-live");
  all.addEventListener("click", () => { hide([]); boxes.find(({ box }) => !box.closest("li").hidden)?.box.focus(); });

  function apply(quiet = false) {
    for (const { box, kind, style } of boxes) {
      view.hidden[kind][box.checked ? "delete" : "add"](style);
    }
    let shown = 0;
    const rows = document.querySelectorAll("#rows tbody tr");
    for (const row of rows) {
      row.hidden = !view.isShown(row.dataset.node);
      shown += row.hidden ? 0 : 1;
      for (const tie of row.querySelectorAll("[data-style]")) {
        tie.hidden = view.hidden.tie.has(tie.dataset.style) || !view.isShown(tie.dataset.other);
      }
    }
    all.hidden = boxes.every(({ box }) => box.checked);
    view.refilter();
    const part = filled(words.shown, { shown, all: rows.length });
    caption.textContent = shown === rows.length ? whole : part;
    if (!quiet) say(part);
    listeners.forEach((tell) => tell(hidden()));
  }

  const hidden = () => boxes.filter(({ box }) => !box.checked).map(({ kind, style }) => `${kind}-${style}`);

  function hide(keys, quiet = false) {
    for (const { box, kind, style } of boxes) box.checked = !keys.includes(`${kind}-${style}`);
    apply(quiet);
  }

  // On another day there are others, and more or fewer of a kind.
  view.onReplace(() => {
    const rows = document.querySelectorAll("#rows tbody tr").length;
    whole = counted(words, "nodes", rows);
    caption.textContent = whole;
    apply(true);
  });

  return { hide, hidden, onChange: (tell) => listeners.push(tell) };
}
