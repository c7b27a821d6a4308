// Conveniences for people with a keyboard. Every page works the same without this file.
"use strict";

(function () {
  const typing = (node) => node.closest("input:not([type=radio]):not([type=checkbox]), textarea, select") !== null;
  const lines = () => Array.from(document.querySelectorAll(".line"));
  const current = () => lines().findIndex((line) => line.contains(document.activeElement));

  function go(step) {
    const all = lines();
    const next = all[Math.min(Math.max(current() + step, 0), all.length - 1)];
    const pick = next && (next.querySelector(".pick input:checked:enabled") || next.querySelector(".pick input:enabled"));
    if (pick) {
      pick.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }

  function choose(number) {
    const line = lines()[current()];
    const pick = line && line.querySelectorAll(".pick input")[number - 1];
    if (pick && !pick.disabled) {
      pick.focus();
      pick.click();
    }
  }

  function topics() {
    const line = lines()[current()];
    const fold = line && line.querySelector(".topics");
    if (fold) fold.open = !fold.open;
  }

  function press(button) {
    if (button) button.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const search = document.getElementById("search");
    if (event.key === "/" && search) search.focus();
    else if (current() >= 0 && event.key === "ArrowDown") go(1);
    else if (current() >= 0 && event.key === "ArrowUp") go(-1);
    else if (current() < 0 && ["j", "о"].includes(event.key.toLowerCase()) && lines().length) go(1);
    else if (["p", "з"].includes(event.key.toLowerCase())) press(document.querySelector("button[value=confirm]"));
    else if ("123".includes(event.key)) choose(Number(event.key));
    else if (["t", "т"].includes(event.key.toLowerCase())) topics();
    else return;
    event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const wrong = document.querySelector(".error-summary");
    if (wrong) wrong.focus();
  });
})();
