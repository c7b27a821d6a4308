// Shows the fields of the chosen verdict, keeps the sum in step, finds the way back from the letter. The page is whole without it; the server counts.
"use strict";

(function () {
  const lines = () => Array.from(document.querySelectorAll(".line"));
  const chosen = (line) => (line.querySelector(".pick input:checked") || { value: "" }).value;

  function reveal(line) {
    const verdict = chosen(line);
    line.querySelectorAll(".extra").forEach((extra) => {
      extra.hidden = !extra.dataset.for.split(" ").includes(verdict) && !extra.querySelector(".field-error");
    });
  }

  function count() {
    const sum = document.getElementById("sum");
    if (!sum) return;
    const verdicts = lines().map(chosen);
    sum.querySelectorAll("[data-count]").forEach((node) => {
      node.textContent = verdicts.filter((each) => each === node.dataset.count).length;
    });
    const hours = new Map(sum.dataset.hours.trim().split(" ").map((pair) => pair.split(":")));
    const before = Number(sum.dataset.earlier || 0);
    const units = new Set(lines().filter((line) => chosen(line) === "credited").map((line) => (line.querySelector("select[name$=unit]") || {}).value));
    const credited = Array.from(units).reduce((total, unit) => total + Number(hours.get(unit) || 0), before);
    const total = Number(sum.dataset.total);
    for (const [name, value] of [["credited", credited], ["remaining", total - credited]]) {
      const node = sum.querySelector(`[data-hours-sum=${name}]`);
      if (node) node.textContent = value;
    }
  }

  // The places of a line's values light up in the original while the line has the focus.
  function light(event) {
    const line = event.target.closest(".line");
    if (!line) return;
    const own = event.target.closest("a.source");
    const wanted = own ? [own.querySelector("b").textContent] : line.dataset.marks.split(" ");
    document.querySelectorAll(".letter mark").forEach((mark) => {
      mark.classList.toggle("lit", wanted.includes(mark.id.replace("source-", "")));
    });
    const first = document.querySelector(".letter mark.lit");
    const letter = document.querySelector(".letter");
    if (first && letter.scrollHeight > letter.clientHeight) {
      letter.scrollTop += first.getBoundingClientRect().top - letter.getBoundingClientRect().top - letter.clientHeight / 3;
    }
  }

  // The way back from the letter ends at the very value that was looked up.
  let looked = null;
  function back(event) {
    const source = event.target.closest("a.source");
    const link = event.target.closest(".back a");
    if (source) looked = source;
    if (!link || !looked || !looked.closest(link.hash)) return;
    event.preventDefault();
    location.hash = link.hash;
    looked.focus();
  }

  document.addEventListener("click", back);
  document.addEventListener("focusin", light);
  document.addEventListener("DOMContentLoaded", () => lines().forEach(reveal));
  document.addEventListener("change", (event) => {
    const line = event.target.closest(".line");
    if (!line) return;
    reveal(line);
    count();
  });
})();
