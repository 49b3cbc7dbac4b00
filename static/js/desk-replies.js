// Leads from blank to blank in a reply, counts down the time in which it can be taken back, and shows the preview first.

const BLANK = /\{[^{}]*\}/g;

const text = document.querySelector("[data-blanks]");
const left = document.querySelector("[data-blanks-left]");
const countdown = document.querySelector("[data-seconds]");

function blanks() {
  return [...text.value.matchAll(BLANK)];
}

function goToNext() {
  const found = blanks();
  const next = found.find((blank) => blank.index >= text.selectionEnd) ?? found[0];
  if (!next) return;
  text.focus();
  text.setSelectionRange(next.index, next.index + next[0].length);
}

function tell() {
  const count = blanks().length;
  const words = count ? `${count} still to fill in.` : "";
  if (left.textContent !== words) left.textContent = words;
  button.hidden = count === 0;
}

const button = document.createElement("button");

if (text && left) {
  button.type = "button";
  button.className = "press";
  button.textContent = "Next blank";
  button.addEventListener("click", goToNext);
  left.after(button);
  text.addEventListener("input", tell);
  tell();
  if (text.value && !document.querySelector(".record-stop, [data-preview]")) {
    text.setSelectionRange(0, 0);
    goToNext();
  }
}

if (countdown) {
  const ends = performance.now() + Number(countdown.dataset.seconds) * 1000;
  const tick = () => {
    const seconds = Math.ceil((ends - performance.now()) / 1000);
    countdown.textContent = seconds > 0 ? `It is sent in ${seconds} seconds.` : "It is about to be sent: Undo may come too late.";
    if (seconds <= 0) clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  document.querySelector("[data-undo]").focus();
}

document.querySelector("[data-preview]")?.focus();
