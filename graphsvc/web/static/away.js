// Asks for the page again every few seconds, and shows it as soon as the database is back.
// Where a form was sent, it only says so: loading the page again would lose what was typed.

const seconds = Number(document.querySelector('meta[name="retry-after"]').content) || 5;
const again = document.getElementById("again");

async function ask() {
  try {
    const answer = await fetch(again ? "/readyz" : window.location.href, { cache: "no-store" });
    if (answer.status !== 503) {
      if (again) again.textContent = again.dataset.back;
      else window.location.reload();
      return;
    }
  } catch {
    // The service itself does not answer: go on asking.
  }
  setTimeout(ask, seconds * 1000);
}

setTimeout(ask, seconds * 1000);
