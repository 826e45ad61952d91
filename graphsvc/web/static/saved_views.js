// What is chosen on a map stands behind "#", which no form sends: it goes along when a view is saved.

const keep = document.getElementById("save-view");

keep.addEventListener("toggle", () => {
  if (keep.open) keep.querySelector('input[name="name"]').focus();
});
keep.querySelector("form").addEventListener("submit", (event) => {
  event.target.elements.chosen.value = window.location.hash.slice(1);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !keep.open || !keep.contains(document.activeElement)) return;
  keep.open = false;
  keep.querySelector("summary").focus();
});
