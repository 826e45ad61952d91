// What must hold of every page, for every reader. Returns what does not, in words.
(expected) => {
  const faults = [];
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const short = (element) => {
    const start = element.cloneNode(false).outerHTML.slice(0, 120);
    return `${start} ${JSON.stringify(element.textContent.trim().slice(0, 60))}`;
  };
  const fault = (rule, element) => faults.push(element ? `${rule}: ${short(element)}` : rule);
  const words = (element) => (element ? element.textContent.trim() : "");

  // Names, as browsers work them out for assistive technology; only the ways that the pages use.
  function nameOf(element) {
    const by = (element.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
    if (by.length) return by.map((id) => words(document.getElementById(id))).join(" ").trim();
    if (element.hasAttribute("aria-label")) return element.getAttribute("aria-label").trim();
    if (element.labels?.length) return Array.from(element.labels, words).join(" ").trim();
    if (element.tagName === "IMG") return (element.getAttribute("alt") || "").trim();
    const title = element.querySelector(":scope > title");
    if (element.tagName === "svg") return words(title);
    return words(element);
  }

  function checkDocument() {
    if (document.documentElement.lang !== expected.language) fault(`lang is ${document.documentElement.lang}`);
    if (!document.title.endsWith(" · graphsvc") || document.title.length < 14) fault(`title: ${document.title}`);
    for (const tag of ["header", "main", "footer"]) {
      if (all(`body > ${tag}`).length !== 1) fault(`not one <${tag}>`);
    }
    const ids = all("[id]").map((element) => element.id);
    for (const id of new Set(ids.filter((each, place) => ids.indexOf(each) !== place))) fault(`two elements are #${id}`);
    for (const element of all("[aria-labelledby], [aria-describedby], label[for]")) {
      for (const name of ["aria-labelledby", "aria-describedby", "for"]) {
        for (const id of (element.getAttribute(name) || "").split(" ").filter(Boolean)) {
          if (!document.getElementById(id)) fault(`${name} leads nowhere`, element);
        }
      }
    }
  }

  function checkHeadings() {
    const headings = all("h1, h2, h3, h4, h5, h6").filter(shown);
    const levels = headings.map((heading) => Number(heading.tagName[1]));
    if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1) fault(`headings ${levels}`);
    headings.forEach((heading, place) => {
      if (!words(heading)) fault("empty heading", heading);
      if (place && levels[place] > levels[place - 1] + 1) fault("a level of heading is left out", heading);
    });
  }

  function checkTables() {
    for (const table of all("table")) {
      if (!words(table.caption)) fault("table without caption", table);
      for (const cell of all("th", table)) {
        if (!["col", "row"].includes(cell.scope)) fault("th without scope", cell);
      }
      const columns = table.tHead.rows[0].cells.length;
      for (const row of table.tBodies[0].rows) {
        if (row.cells.length !== columns) fault(`row of ${row.cells.length} cells under ${columns} headings`, row);
        if (!row.querySelector("th[scope=row]")) fault("row without a heading", row);
      }
    }
  }

  function checkPictures() {
    for (const image of all("img")) {
      if (!image.hasAttribute("alt")) fault("img without alt", image);
      if (!image.complete || !image.naturalWidth) fault("img that does not load", image);
    }
    for (const picture of all("svg")) {
      if (picture.closest("[aria-hidden=true]")) continue;
      if (picture.getAttribute("role") !== "img" || !nameOf(picture)) fault("svg without a name", picture);
    }
  }

  function checkControls() {
    for (const control of all("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']").filter(shown)) {
      if (!nameOf(control)) fault("control without a name", control);
      const { width, height } = control.getBoundingClientRect();
      // A link within a sentence is as high as its line (WCAG 2.2, 2.5.8: exception "inline"); so is
      // a box whose label can be clicked too.
      const inline = control.tagName === "A" && getComputedStyle(control).display === "inline";
      const target = control.labels?.[0]?.getBoundingClientRect() ?? { width, height };
      if (!inline && !control.closest(".skip, .unseen") && (Math.max(width, target.width) < 24 || Math.max(height, target.height) < 24)) {
        fault(`target of ${width.toFixed()} x ${height.toFixed()}`, control);
      }
    }
    for (const link of all("a[target=_blank], a[href^='javascript:'], a[href^='data:'], [onclick], [style*=expression]")) fault("link of a bad kind", link);
  }

  checkDocument();
  checkHeadings();
  checkTables();
  checkPictures();
  checkControls();
  return faults;
}
