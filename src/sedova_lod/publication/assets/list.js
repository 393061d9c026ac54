/* The filter of a list: by words in a name, by kind, by dispute. */
"use strict";
{
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const entries = Array.from(document.querySelectorAll("#records > li"));
  const { folded } = sedova;
  const texts = entries.map((entry) => folded(`${entry.textContent} ${entry.dataset.names ?? ""}`));
  const update = () => {
    const words = folded(form.elements.text.value).split(/\s+/).filter(Boolean);
    const type = form.elements.type?.value ?? "";
    const isDisputed = form.elements.disputed.checked;
    let number = 0;
    entries.forEach((entry, position) => {
      const fits = words.every((word) => texts[position].includes(word))
        && (!type || (entry.dataset.types ?? "").split(" ").includes(type))
        && (!isDisputed || "disputed" in entry.dataset);
      entry.hidden = !fits;
      number += fits;
    });
    shown.textContent = words.length || type || isDisputed ? shown.dataset.say.replace("{number}", number) : "";
  };
  form.hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update));
  update();
}
