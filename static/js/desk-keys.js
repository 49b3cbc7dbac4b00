// Single keys for what the page can do now; "?" lists them, and they can be turned off. Never inside a field.

const OFF = "desk-keys-off";

const dialog = document.querySelector("dialog.keys");
const list = dialog.querySelector("dl");
const always = [...list.children];
const toggle = dialog.querySelector("input");

const isOff = () => localStorage.getItem(OFF) === "yes";
// A closed dialog keeps the focus until the next frame, and what is not shown is not being typed into.
const isField = (place) =>
  place.checkVisibility() && place.closest("input, textarea, select, [contenteditable], dialog") !== null;

function nameOf(place) {
  const label = place.labels?.[0] ?? place;
  return label.textContent.trim();
}

function show() {
  list.replaceChildren(...always);
  for (const place of document.querySelectorAll("[data-key]")) {
    const [key, what] = [document.createElement("dt"), document.createElement("dd")];
    key.textContent = place.dataset.key;
    what.textContent = nameOf(place);
    list.append(key, what);
  }
  toggle.checked = !isOff();
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isField(event.target)) return;
  // The list itself can always be asked for: it is where the keys are turned on again.
  if (event.key === "?") return show();
  const place = isOff() ? null : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!place) return;
  event.preventDefault();
  // What is kept in a patient's history is only pointed at: Enter presses it.
  if (place.matches("input, textarea, [data-sure]")) place.focus();
  else place.click();
});

toggle.addEventListener("change", () => localStorage.setItem(OFF, toggle.checked ? "no" : "yes"));
