// Says how many characters are left, politely: to screen readers only once somebody stops typing.

const PAUSE = 1000;

function characters(text) {
  // As the server counts them: an emoji is one, and so is a line end.
  return [...text.replace(/\r\n/g, "\n")].length;
}

for (const area of document.querySelectorAll("textarea[data-count]")) {
  const limit = Number(area.dataset.count);
  const seen = document.createElement("p");
  const heard = document.createElement("p");
  let timer;
  seen.className = "field__count";
  seen.setAttribute("aria-hidden", "true");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  area.after(seen, heard);

  const update = () => {
    const left = limit - characters(area.value);
    const words = left < 0 ? `${-left} characters too many` : `${left} characters left`;
    seen.textContent = words;
    seen.classList.toggle("field__count--over", left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => { heard.textContent = words; }, PAUSE);
  };

  area.addEventListener("input", update);
  update();
}
