// Keeps a list true without reloading: what colleagues do elsewhere shows here, and choices and focus stay.

const EVERY = 20_000;

const live = document.querySelector("[data-live]");
const said = document.querySelector("[data-live-said]");
const count = document.querySelector("[data-chosen]");

const links = (list) => [...list.querySelectorAll("th a")].map((link) => link.href);
const chosen = () => [...live.querySelectorAll("input:checked")].map((box) => box.value);

function tell() {
  if (!count) return;
  const many = chosen().length;
  count.textContent = many ? `${many} chosen` : "";
}

function show(fresh) {
  const [before, after] = [links(live), links(fresh)];
  const [kept, focused] = [chosen(), document.activeElement];
  const place = live.contains(focused) ? focused.href ?? focused.value : null;
  live.replaceChildren(...fresh.childNodes);
  for (const box of live.querySelectorAll("input[name=chosen]")) box.checked = kept.includes(box.value);
  tell();
  if (place) [...live.querySelectorAll("a, input")].find((each) => (each.href ?? each.value) === place)?.focus();
  const words = [];
  if (String(before) !== String(after)) words.push(`The list changed: ${after.length} on this page.`);
  const lost = kept.length - chosen().length;
  if (lost) words.push(`${lost} of those you chose changed and must be chosen again.`);
  said.textContent = words.join(" ");
}

async function round() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  // Signed out, or a page that was sent and not asked for: it stays as it is.
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (fresh && fresh.innerHTML !== live.innerHTML) show(fresh);
}

if (live) {
  tell();
  live.addEventListener("change", tell);
  // A browser that goes back ticks the boxes after this script ran.
  window.addEventListener("pageshow", tell);
  const quietly = () => round().catch(() => {});
  setInterval(quietly, EVERY);
  document.addEventListener("visibilitychange", quietly);
}
