// Follows long work and shows the page again as soon as its answer is there.

const box = document.querySelector(".waiting");
const share = document.getElementById("share");
const doing = document.getElementById("doing");
const again = () => window.location.reload();

const source = new EventSource(box.dataset.events);

source.addEventListener("progress", (event) => {
  const { progress } = JSON.parse(event.data);
  if (!progress) return;
  share.value = 100 * progress.share;
  // Written only when it is new, so that nobody hears the same again and again.
  if (doing.textContent !== progress.doing) doing.textContent = progress.doing;
});

source.addEventListener("done", () => {
  source.close();
  share.value = 100;
  again();
});

// The page is not asked again by itself: it would start the work anew, perhaps for ever.
function end(event) {
  source.close();
  const { trouble } = JSON.parse(event.data);
  document.getElementById("trouble").textContent = trouble ?? "";
  document.getElementById("ended").hidden = false;
}
source.addEventListener("failed", end);
source.addEventListener("cancelled", end);

source.addEventListener("error", () => {
  if (source.readyState === EventSource.CLOSED) setTimeout(again, 1000 * Number(box.dataset.retry));
});
