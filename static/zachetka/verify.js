// Hashes a chosen or dropped file here and asks the register by its SHA-256. The file is sent only by the button.
"use strict";

(function () {
  const MOST = 20 * 1024 * 1024;
  let latest = 0;

  async function sha256(file) {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function show(box, html, form) {
    const page = new DOMParser().parseFromString(html, "text/html");
    box.replaceChildren(...page.body.childNodes);
    form.querySelector("button").textContent = form.dataset.send;
  }

  async function check(form, box, file) {
    const turn = ++latest;
    const query = new URLSearchParams({ sha256: await sha256(file), code: form.dataset.code });
    try {
      const answer = await fetch(`${form.dataset.ask}?${query}`, { credentials: "same-origin" });
      const html = await answer.text();
      if (turn === latest) show(box, html, form);
    } catch (error) {
      if (turn === latest && document.visibilityState === "visible") box.textContent = form.dataset.failed;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("file-check");
    const box = document.getElementById("hash-answer");
    // Without a secure connection browsers give no hashing: the page then works as without scripts.
    if (!form || !window.crypto || !window.crypto.subtle) return;
    const input = form.querySelector("input[type=file]");
    const look = () => {
      const file = input.files[0];
      box.replaceChildren();
      if (file && file.size <= MOST) check(form, box, file);
    };
    form.querySelectorAll("[data-scripted]").forEach((node) => { node.hidden = false; });
    input.addEventListener("change", look);
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      look();
    });
  });
})();
