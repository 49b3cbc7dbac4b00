// Keeps a second press of Send quiet for a while. The server would recognise it anyway.

const QUIET = 4000;

for (const button of document.querySelectorAll("button[data-once]")) {
  let sentAt = -Infinity;
  button.form.addEventListener("submit", (event) => {
    if (event.submitter !== button) return;
    if (event.timeStamp - sentAt < QUIET) event.preventDefault();
    else sentAt = event.timeStamp;
  });
}
