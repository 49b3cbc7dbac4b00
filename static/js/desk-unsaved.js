// Asks before somebody leaves a page on which words stand that nothing has kept yet.

const places = document.querySelectorAll("[data-words] textarea");
let sent = null;

function isUnkept(place) {
  // What the server sent back without keeping it stands there from the beginning.
  const kept = place.closest("[data-words]").dataset.words === "unkept" ? "" : place.defaultValue;
  return place.form !== sent && place.value.trim() !== kept.trim();
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) sent = event.target;
});

addEventListener("beforeunload", (event) => {
  // Whoever was signed out, or is leaving, must not be held: the next person may not read what stands here.
  if (document.documentElement.matches(".is-covered, .is-leaving")) return;
  if ([...places].some(isUnkept)) event.preventDefault();
});
