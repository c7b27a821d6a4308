// Conveniences for people with a keyboard. Every page works the same without this file.
"use strict";

(function () {
  const typing = (node) => node.closest("input:not([type=radio]):not([type=checkbox]), textarea, select") !== null;
  const lines = () => Array.from(document.querySelectorAll(".line"));
  const current = () => lines().findIndex((line) => line.contains(document.activeElement));

  function go(step) {
    const all = lines();
    const next = all[Math.min(Math.max(current() + step, 0), all.length - 1)];
    const pick = next && (next.querySelector(".pick input:checked") || next.querySelector(".pick input"));
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

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const search = document.getElementById("search");
    if (event.key === "/" && search) search.focus();
    else if (current() >= 0 && event.key === "ArrowDown") go(1);
    else if (current() >= 0 && event.key === "ArrowUp") go(-1);
    else if (current() < 0 && event.key === "j" && lines().length) go(1);
    else if ("123".includes(event.key)) choose(Number(event.key));
    else if (["t", "т"].includes(event.key.toLowerCase())) topics();
    else return;
    event.preventDefault();
  });

  // The words for the family are asked for only with a verdict that needs them.
  function reveal(line) {
    const chosen = line.querySelector(".pick input:checked");
    const reason = line.querySelector(".reason");
    if (reason) line.classList.toggle("reason-hidden", !line.classList.contains("bad") && (!chosen || chosen.value === "credited"));
  }

  document.addEventListener("DOMContentLoaded", () => {
    lines().forEach(reveal);
    const wrong = document.querySelector(".error-summary");
    if (wrong) wrong.focus();
  });
  document.addEventListener("change", (event) => {
    const line = event.target.closest(".line");
    if (line && event.target.closest(".pick")) reveal(line);
  });
})();
