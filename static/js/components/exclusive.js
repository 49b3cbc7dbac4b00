// "None of these" and the other answers exclude each other. Without this script the server says so.

for (const none of document.querySelectorAll("input[data-exclusive]")) {
  const others = [...none.form.elements].filter((control) => control.name === none.name && control !== none);
  none.addEventListener("change", () => {
    if (none.checked) others.forEach((other) => { other.checked = false; });
  });
  for (const other of others) {
    other.addEventListener("change", () => {
      if (other.checked) none.checked = false;
    });
  }
}
