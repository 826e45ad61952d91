// The slider over the days on which something changed. What is shown on each comes from the server,
// with one place for every node: nothing wanders, things come and go.

import { createRows } from "./rows.js";

const PAUSE = 1600;   // ms; long enough to hear how many there are

// How many there are of each kind, and of which sectors, as the legend tells it.
function countLegend(view, order) {
  const nodes = [...view.nodes.values()];
  const all = { node: nodes, tie: view.ties };
  for (const item of document.querySelectorAll("#legend li[data-style]")) {
    const { kind, style } = item.dataset;
    const found = all[kind].filter((each) => each.style === style);
    item.hidden = !found.length;
    item.querySelector(".line .soft").textContent = found.length.toLocaleString(document.documentElement.lang);
    const within = item.querySelector(".within");
    if (!within) continue;
    const counts = new Map();
    for (const { what } of found) counts.set(what, (counts.get(what) || 0) + 1);
    within.textContent = (order[style] || []).filter((what) => counts.has(what))
      .map((what) => `${what} (${counts.get(what)})`).join("; ");
  }
}

// Who is there on other days may stand outside of the frame. A reader who sees the whole map sees all
// of them from the first step on; one who looks at a part of it keeps that part.
function widen(view, everybody) {
  const { network, container } = view;
  const wide = container.clientWidth;
  const high = container.clientHeight;
  const low = network.DOMtoCanvas({ x: 0, y: 0 });
  const top = network.DOMtoCanvas({ x: wide, y: high });
  const isSeen = ({ x, y }) => x > low.x && x < top.x && y > low.y && y < top.y;
  if (everybody.every(isSeen) || ![...view.nodes.values()].every(isSeen)) return;
  const [xs, ys] = ["x", "y"].map((axis) => everybody.map((node) => node[axis]));
  const [left, right, first, last] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  network.moveTo({
    position: { x: (left + right) / 2, y: (first + last) / 2 }, animation: false,
    scale: 0.8 * Math.min(wide / (right - left || 1), high / (last - first || 1), network.getScale()),
  });
}

export function createTime(view, words, say) {
  const box = document.getElementById("time");
  const range = document.getElementById("time-day");
  const play = document.getElementById("time-play");
  const told = document.getElementById("time-told");
  const open = document.getElementById("time-open");
  const facts = document.getElementById("facts");
  const links = [...document.querySelectorAll("#time-days a")];
  const home = links.findIndex((link) => link.hasAttribute("aria-current"));
  const fillRows = createRows(view);
  const listeners = [];
  let loading = null;
  let at = home;       // what is shown
  let wanted = home;   // what is to be shown as soon as it is there
  let running = 0;

  function load() {
    loading ||= fetch(box.dataset.href, { headers: { Accept: "application/json" } }).then(async (answer) => {
      const found = await answer.json();
      if (answer.ok) return found;
      const [fault] = found.errors || [];
      throw new Error(fault ? `${fault.problem} ${fault.remedy || ""}` : words.no_days);
    });
    return loading;
  }

  function tell(text) {
    told.textContent = text;
    range.setAttribute("aria-valuetext", text);
  }

  async function go(index) {
    wanted = index;
    range.value = String(index);
    let line;
    try {
      if (!loading) tell(`${links[index].textContent}. ${words.loading}`);
      line = await load();
    } catch (trouble) {
      stop();
      loading = null;   // the next try asks again
      wanted = at;
      range.value = String(at);
      tell(trouble instanceof SyntaxError || trouble instanceof TypeError ? words.no_days : trouble.message);
      say(told.textContent);
      return;
    }
    if (index === wanted) draw(line, line.steps[index], index);
  }

  function draw(line, step, index) {
    if (at === home) widen(view, line.nodes);
    at = index;
    view.replace({
      nodes: step.nodes.map(([place, size, value, shown, measure]) => ({ ...line.nodes[place], size, value, shown, measure })),
      edges: step.ties.map((place) => line.edges[place]),
    });
    fillRows();
    view.replaced();
    countLegend(view, line.order);
    facts.textContent = step.facts.join(" ");
    tell(`${links[index].textContent}. ${step.facts[0]}`);
    for (const field of document.querySelectorAll("[name=as_of]")) field.value = step.day;
    for (const link of document.querySelectorAll("[data-with-day]")) {
      const address = new URL(link.href);
      address.searchParams.set("as_of", step.day);
      link.href = address.href;
    }
    open.href = links[index].href;
    open.hidden = index === home;
    // What is printed is what is shown: the still picture is that of the day of the page.
    document.getElementById("explorer").classList.toggle("is-other-day", index !== home);
    listeners.forEach((heard) => heard());
  }

  function stop() {
    clearInterval(running);
    running = 0;
    play.textContent = words.play;
  }

  async function advance() {
    if (wanted !== at) return undefined;   // still loading: no day is passed over
    const next = wanted + 1;
    if (next >= links.length) return stop();
    await go(next);
    if (running) say(told.textContent);
    return next === links.length - 1 ? stop() : undefined;
  }

  function start() {
    play.textContent = words.pause;
    running = setInterval(advance, PAUSE);
    if (wanted === links.length - 1) go(0).then(() => say(told.textContent));
    else advance();
  }

  play.addEventListener("click", () => (running ? stop() : start()));
  range.addEventListener("input", () => { stop(); go(Number(range.value)); });
  range.value = String(home);
  tell(`${links[home].textContent}. ${facts.textContent.trim()}`);
  box.hidden = false;

  return {
    day: () => (at === home ? null : links[at].dataset.day),
    show: (day) => {
      const index = links.findIndex((link) => link.dataset.day === day);
      const target = index < 0 ? home : index;
      return target === wanted ? undefined : go(target);
    },
    onChange: (heard) => listeners.push(heard),
  };
}
