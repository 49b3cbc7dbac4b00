// Shows questions that matter after some answers only. Without this script they are simply there.
// What a hidden question holds is kept: the answer may be changed back, and the server ignores what is idle.

const form = document.querySelector("form:has(.conditional)");

function answersTo(question) {
  return [...form.elements]
    .filter((control) => control.name === question && (control.checked || control.type === "select-one"))
    .map((control) => control.value);
}

function update() {
  for (const part of form.querySelectorAll(".conditional")) {
    const shownFor = part.dataset.answers.split(" ");
    part.hidden = !answersTo(part.dataset.question).some((answer) => shownFor.includes(answer));
  }
}

if (form) {
  update();
  form.addEventListener("change", update);
  // A browser that goes back fills the form in after this script ran.
  window.addEventListener("pageshow", update);
}
