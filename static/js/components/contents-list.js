// Marks in the contents list the section that is being read, and lays out what is far. Without it all works the same.

const links = new Map(
  [...document.querySelectorAll(".contents-list a")].map((link) => [link.hash.slice(1), link]),
);
const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function mark() {
  const line = window.innerHeight / 3;
  const read = sections.findLast((section) => section.getBoundingClientRect().top <= line);
  for (const link of links.values()) link.removeAttribute("aria-current");
  if (read) links.get(read.id).setAttribute("aria-current", "true");
}

// The observer speaks only when a section crosses the line, so that scrolling itself costs nothing.
const observer = new IntersectionObserver(mark, { rootMargin: "-33% 0px -66% 0px" });
for (const section of sections) observer.observe(section);

// Far sections are not laid out at first, so that the page answers at once (static/css/layout.css). They follow a few at a
// time; or at once, where a reader goes to a place down the page or comes back to one: it must not move away meanwhile.
const SLICE = 4; // milliseconds of each frame
const waiting = [...document.querySelectorAll(".sections > *, .claim")];

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
