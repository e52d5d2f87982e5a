/* What takes a while says so: a bar while a form is on its way, or while a file is made that somebody asked for. */
"use strict";
(() => {
  const SOON = 300; // milliseconds for which nobody needs a bar
  const bar = () => document.getElementById("busy");
  let timer = 0;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { bar().hidden = false; }, SOON);
  };
  const end = () => {
    clearTimeout(timer);
    bar().hidden = true;
  };

  /* What is no file, as a page that asks to sign in, is gone to. */
  const keep = async (address) => {
    begin();
    try {
      const answer = await fetch(address);
      const name = answer.headers.get("Content-Disposition")?.match(/filename="?([^";]+)/)?.[1];
      if (!answer.ok || !name) return void location.assign(address);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch {
      location.assign(address); // the browser's own words for what is wrong
    } finally {
      end();
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-file]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    keep(link.href);
  });

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return; // htmx sends it, and shows what comes of it
    if (!event.target.matches("[data-file]")) return begin();
    event.preventDefault();
    keep(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
  });

  addEventListener("pageshow", end); // also where somebody comes back to the page
})();
