// Marks in the contents list the section that is being read. Without it the list works the same.

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
