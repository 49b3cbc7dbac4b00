// Far parts of a long page are not laid out at first, so that it answers at once (static/css/layout.css). This has them
// follow a few at a time; or at once, where a reader goes to a place down the page or comes back to one: it must not move
// away meanwhile. Without scripts everything is laid out from the start.

const SLICE = 2; // milliseconds of each frame
const waiting = [...document.querySelectorAll(".sections > *, .later")];

function layOut(until) {
  const begun = performance.now();
  while (waiting.length && performance.now() - begun < until) {
    const next = waiting.shift();
    next.style.contentVisibility = "visible";
    next.getBoundingClientRect();
  }
  if (waiting.length) requestAnimationFrame(() => layOut(SLICE));
}

document.addEventListener("click", ({ target }) => {
  if (target.closest('a[href^="#"]')) layOut(Infinity);
});

const [arrival] = performance.getEntriesByType("navigation");
if (location.hash || arrival?.type !== "navigate") layOut(Infinity);
else addEventListener("load", () => layOut(SLICE));
