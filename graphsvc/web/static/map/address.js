// Keeps what is chosen and what is hidden in the address, so that a view can be sent to somebody.

export function keepAddress(selection, filters, time) {
  let reading = false;

  function write() {
    if (reading) return;
    const parts = new URLSearchParams();
    const chosen = selection.current();
    if (chosen) parts.set("node", chosen.id);
    if (filters.hidden().length) parts.set("hide", filters.hidden().join(" "));
    if (time?.day()) parts.set("day", time.day());
    const text = parts.toString();
    if (text === window.location.hash.slice(1)) return;
    window.history.replaceState(null, "", text ? `#${text}` : window.location.pathname + window.location.search);
    carry(text);
  }

  // The switch of language leads to the same view.
  function carry(text) {
    const link = document.querySelector("a.language");
    if (link) link.hash = text;
  }

  async function read(first) {
    const parts = new URLSearchParams(window.location.hash.slice(1));
    reading = true;
    if (time && (parts.has("day") || !first)) await time.show(parts.get("day"));
    const hide = (parts.get("hide") || "").split(" ").filter(Boolean);
    if (hide.length || !first) filters.hide(hide, first);
    if (parts.has("node")) selection.choose(parts.get("node"), { look: true, quiet: first });
    else if (!first) selection.clear();
    reading = false;
    carry(window.location.hash.slice(1));
  }

  read(true);
  selection.onChange(write);
  filters.onChange(write);
  time?.onChange(write);
  window.addEventListener("hashchange", () => read(false));
}
