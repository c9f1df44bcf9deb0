"use strict";
// Those who bear a name like the one that is being typed; without this they are shown when the form is sent.
(() => {
  const input = document.getElementById("name"), place = document.getElementById("known");
  let waiting = 0, asked = 0;
  const show = (found) => {
    place.replaceChildren();
    document.querySelector("input[name=shown]").value = found.map((one) => one.of).join("\n");
    if (!found.length) return;
    const said = document.createElement("p"), list = document.createElement("ul");
    said.textContent = place.dataset.words;
    list.className = "plain";
    for (const { href, name } of found) {
      const link = document.createElement("a"), bdi = document.createElement("bdi"), item = document.createElement("li");
      bdi.dir = "auto";
      bdi.textContent = name || "?";
      link.href = href;
      link.append(bdi);
      item.append(link);
      list.append(item);
    }
    place.append(said, list);
  };
  const look = async () => {
    const number = ++asked, q = input.value.trim();
    const answer = q.length < 3 ? null : await fetch("/add/known?" + new URLSearchParams({ q })).catch(() => null);
    if (number === asked) show(answer && answer.ok ? await answer.json() : []);
  };
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 300); });
})();
