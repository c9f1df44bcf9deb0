// A file may be dropped anywhere on the form; without this it is chosen with the button.
const form = document.querySelector("form.drop"), input = form.querySelector("input[type=file]");
for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length !== 1) return;
  input.files = event.dataTransfer.files;
  form.requestSubmit();
});
