// Keeps the desk true without reloading: counts, the tab's title, and who else has an enquiry open.

const EVERY = 20_000;

const counted = document.querySelector("[data-counts]");
const said = document.querySelector("[data-counts-said]");
const here = document.querySelector("[data-here]");
const title = document.title;

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

function showCounts(counts) {
  const before = said.dataset.new;
  for (const place of document.querySelectorAll("[data-count]")) {
    const count = counts[place.dataset.count];
    // A view that was removed meanwhile is no longer counted.
    if (count === undefined) continue;
    place.textContent = count;
    place.closest(".tile")?.classList.toggle("tile--none", !count);
  }
  document.title = counts.new ? `(${counts.new}) ${title}` : title;
  if (before !== undefined && Number(before) !== counts.new) {
    said.textContent = `${counts.new} new, ${counts.overdue} overdue.`;
  }
  said.dataset.new = counts.new;
}

function showOthers({ others, version }) {
  const changed = version !== Number(here.dataset.version);
  const words = [];
  if (others.length) words.push(`Also open at: ${others.join(", ")}. Ask before you call.`);
  if (changed) words.push("Somebody changed this enquiry. Reload to see it; copy first what you have typed.");
  const text = words.join(" ");
  if (here.textContent !== text) here.textContent = text;
  here.classList.toggle("record-here--yes", Boolean(text));
}

async function ask(address, options, show) {
  const answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  // Signed out, or the server restarts: the page stays as it is, and the next round asks again.
  if (answer.ok && !answer.redirected) show(await answer.json());
}

function round() {
  if (document.hidden) return;
  if (counted) ask(counted.dataset.counts, {}, showCounts).catch(() => {});
  if (here) ask(here.dataset.here, { method: "POST", headers: { "X-CSRFToken": token() } }, showOthers).catch(() => {});
}

document.querySelector(".record-stop")?.focus();
if (counted || here) {
  round();
  setInterval(round, EVERY);
  document.addEventListener("visibilitychange", round);
}
