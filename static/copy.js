// Copies a draft, as it stands in its box, where the browser can.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.querySelector(`[aria-labelledby="${button.dataset.copy}"]`);
  if (!navigator.clipboard || !box) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.value);
    button.setAttribute("aria-live", "polite");
    button.classList.add("done");
  });
}
