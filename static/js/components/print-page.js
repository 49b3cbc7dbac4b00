// Shows the button that prints the page: without script it could do nothing, so what it stands in is hidden until now.
for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}
