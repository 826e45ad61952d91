// What can be seen to be wrong with a page at its present size and in its present colours.
() => {
  const faults = new Set();
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  // Where rows are cards, headings that sort nothing are for listeners alone.
  const clipped = (head) => head && getComputedStyle(head).position === "absolute";
  const unseen = (element) => element.closest(".unseen, .skip, [aria-hidden=true], svg, datalist, option") || clipped(element.closest("thead")) || clipped(element.closest("thead th"));
  const short = (element) => `<${element.tagName.toLowerCase()} class="${element.className}"> ${JSON.stringify(element.textContent.trim().slice(0, 40))}`;

  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) faults.add(`${wide} px wider than the window`);

  // Colours as Chromium computes them: rgb(r, g, b) or rgba(r, g, b, a).
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  function groundOf(element) {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  }
  // Relative luminance and contrast, WCAG 2.2.
  function luminance(colour) {
    const [r, g, b] = colour.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(first, second) {
    const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  // Our own words are never parted; names that are longer than any line may be.
  const ours = (element) => element.closest("button, .button, label, legend, summary, thead, dt, h2, h3, .status") && !element.closest("bdi");
  function breaksWord(node) {
    for (const { 0: word, index } of node.data.matchAll(/\p{L}{2,16}(?![\p{L}\p{M}])/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (/(?<![\p{L}\p{M}])$/u.test(node.data.slice(0, index)) && new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size > 1) return true;
    }
    return false;
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || !shown(element) || unseen(element)) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const found = contrast(parts(style.color).slice(0, 3), groundOf(element));
    if (found < (large ? 3 : 4.5)) faults.add(`contrast ${found.toFixed(2)}: ${short(element)}`);
    // Text that sticks out of the window, or is cut by a box that does not scroll.
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    const scrolls = element.closest(".scroll, pre, .panel ul");
    if (!scrolls && (box.right > window.innerWidth + 1 || box.left < -1)) faults.add(`text outside the window: ${short(element)}`);
    if (ours(element) && range.getClientRects().length > 1 && breaksWord(walker.currentNode)) faults.add(`a word in two: ${short(element)}`);
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const { overflowX } = getComputedStyle(at);
      if (overflowX !== "hidden" && overflowX !== "clip") continue;
      if (box.right > at.getBoundingClientRect().right + 1) faults.add(`text cut off: ${short(element)}`);
    }
  }
  // On a narrow page rows are cards: nothing is left to be pushed sideways.
  if (window.innerWidth < 700) {
    for (const box of document.querySelectorAll(".scroll")) {
      if (shown(box) && box.scrollWidth > box.clientWidth + 1) faults.add(`a table that has to be pushed sideways: ${short(box)}`);
    }
  }
  // Controls that lie on one another cannot all be hit.
  const controls = Array.from(document.querySelectorAll("button, .button, input:not([type=hidden]), select, summary")).filter((each) => shown(each) && !unseen(each));
  const boxes = controls.map((each) => each.getBoundingClientRect());
  for (let first = 0; first < controls.length; first += 1) {
    for (let second = first + 1; second < controls.length; second += 1) {
      const [a, b] = [boxes[first], boxes[second]];
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const fixed = [controls[first], controls[second]].some((each) => each.closest(".panel, .tall"));
      if (width > 2 && height > 2 && !fixed) faults.add(`${short(controls[first])} lies on ${short(controls[second])}`);
    }
  }
  return Array.from(faults);
}
