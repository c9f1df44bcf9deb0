"use strict";
// Moving among the claims of a text: j and k, x strikes out, c corrects; the other keys are those of keys.js.
(() => {
  const form = document.querySelector(".claims form");
  if (!form) return;
  const items = [...form.querySelectorAll(".proposals > li")];
  const box = (item) => item.querySelector("input[type=checkbox]");
  const marks = [...document.querySelectorAll("mark[data-of]")];
  form.querySelector(".keys").hidden = false;
  let here = -1;

  const show = (number) => {
    for (const mark of marks) mark.classList.toggle("here", mark.dataset.of.split(" ").includes(String(number)));
    marks.find((mark) => mark.classList.contains("here"))?.scrollIntoView({ block: "nearest" });
  };
  const go = (to) => {
    here = Math.max(0, Math.min(items.length - 1, to));
    box(items[here]).focus();
    items[here].scrollIntoView({ block: "nearest" });
  };
  const look = (item) => item.classList.toggle("struck", box(item).checked);

  // What did not happen has neither day nor place.
  const follow = (item) => {
    if (!("first" in item.dataset) || !item.dataset.event) return;
    for (const other of items) {
      if (other.dataset.event === item.dataset.event) { box(other).checked = box(item).checked; look(other); }
    }
  };
  for (const [place, item] of items.entries()) {
    look(item);
    item.addEventListener("focusin", () => { here = place; show(item.value); });
    item.addEventListener("change", (event) => { if (event.target === box(item)) { look(item); follow(item); } });
  }
  const keys = {
    j: () => go(here + 1), ArrowDown: () => go(here + 1),
    k: () => go(here - 1), ArrowUp: () => go(here - 1),
    x: () => { if (here < 0) go(0); else box(items[here]).click(); },
    c: () => {
      const details = items[Math.max(here, 0)].querySelector("details");
      if (details) { details.open = true; details.querySelector("input").focus(); }
    },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (typing && event.key === "Escape") event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
