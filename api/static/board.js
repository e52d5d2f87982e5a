/* The board changed by mouse and by keyboard (grid.js moves in it): every change is a form of the pages, sent with the board's own token. */
"use strict";
(() => {
  const panel = () => document.getElementById("panel");
  const tell = (text) => { document.getElementById("told").textContent = text; };
  const duty = (from) => from.closest("[data-duty]");
  const cell = (from) => from.closest(".board td");
  const who = (from) => from.closest("tr")?.querySelector("th [data-who]")?.dataset.who;
  const day = (from) => cell(from)?.closest("table").tHead?.rows[0].cells[cell(from).cellIndex]?.dataset.day;
  const address = (rest) => `${panel().dataset.base}/${rest}`;
  const drafting = () => "draft" in (panel()?.dataset ?? {});
  let carried = null; // the chip that is dragged or was picked up
  let place = null; // where the board stood and what had the focus, to come back to
  let wanted = null; // the address of the panel that is to be shown, until Escape calls it off
  let loading = false; // whether the board comes anew, because something in it was changed

  const show = (rest) => {
    wanted = address(rest);
    htmx.ajax("GET", wanted, { target: "#panel" });
  };
  const calledOff = ({ target, requestConfig: { verb, path } }) =>
    target.id === "panel" && !target.open && verb === "get" && path !== wanted;
  const send = (rest, values = {}) => {
    const csrf_token = document.querySelector("input[name=csrf_token]").value;
    htmx.ajax("POST", address(rest), { target: "#panel", values: { ...values, csrf_token } });
  };

  const letGo = () => {
    carried?.classList.remove("carried");
    document.querySelectorAll(".board .over").forEach((each) => each.classList.remove("over"));
    carried = null;
  };

  const pickUp = (chip) => {
    letGo();
    carried = chip;
    chip.classList.add("carried");
  };

  /* Put what is carried down: onto a duty of another row the two swap, elsewhere there that person takes over; on another
     day of its own row it is asked what they could take in its place. */
  const drop = (target) => {
    const [chip, other, row] = [carried, duty(target), who(target)];
    letGo();
    if (!chip || !row) return;
    if (row === who(chip)) {
      if (!day(target) || day(target) === day(chip)) tell(panel().dataset.own);
      else show(`openings?${row}&day=${day(target)}&instead_of=${chip.dataset.duty}`);
      return;
    }
    const [name, value] = row.split("=");
    if (other) send(`assignments/${chip.dataset.duty}/swap`, { other_id: other.dataset.duty });
    else send(`assignments/${chip.dataset.duty}/hand-over`, { [name]: value });
  };

  const openCell = (td) => {
    if (day(td) && who(td)) show(`openings?${who(td)}&day=${day(td)}`);
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !panel()) return;
    const [chip, td] = [duty(event.target), cell(event.target)];
    if (chip) {
      event.preventDefault();
      show(`assignments/${chip.dataset.duty}`);
    } else if (td && drafting() && event.target === td) openCell(td);
  });

  document.addEventListener("dragstart", (event) => {
    const chip = drafting() && event.target.closest?.(".board [data-duty]");
    if (!chip) return;
    pickUp(chip);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", chip.title);
  });
  document.addEventListener("dragover", (event) => {
    const target = carried && (duty(event.target) ?? cell(event.target));
    if (!target || !cell(target) || cell(target) === cell(carried)) return;
    event.preventDefault();
    if (target.classList.contains("over")) return;
    document.querySelectorAll(".board .over").forEach((each) => each.classList.remove("over"));
    target.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    if (!carried) return;
    event.preventDefault();
    drop(event.target);
  });
  document.addEventListener("dragend", letGo);

  const focus = (td) => {
    const chip = td.querySelector("[data-duty]");
    if (!chip) td.tabIndex = -1;
    (chip ?? td).focus();
  };

  const keys = {
    m: (chip) => { pickUp(chip); tell(panel().dataset.picked); },
    p: (chip) => send(`assignments/${chip.dataset.duty}/${chip.classList.contains("pinned") ? "release" : "pin"}`),
    Delete: (chip) => send(`assignments/${chip.dataset.duty}/removal`),
  };

  document.addEventListener("keydown", (event) => {
    if (!panel() || panel().open || event.target.closest("input, select, textarea")) return;
    const [td, key] = [cell(event.target), event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (key === "Escape") wanted = null;
    const undoing = (event.ctrlKey || event.metaKey) && { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key];
    if (undoing && drafting()) {
      event.preventDefault();
      document.querySelector(`#${undoing} button:enabled`)?.click();
    } else if (td && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const chip = duty(event.target);
      let done = true;
      if (key === "Escape" && carried) { letGo(); tell(panel().dataset.dropped); }
      else if (key === "Enter" && carried) drop(event.target);
      else if (key === "Enter" && !chip && event.target === td && drafting()) openCell(td);
      else if (chip && keys[key] && drafting()) keys[key](chip);
      else done = false;
      if (done) event.preventDefault();
    }
  });

  const remember = () => {
    const [board, td] = [document.querySelector(".board"), cell(document.activeElement)];
    const tool = document.activeElement.closest(".tools form")?.id;
    place = { top: board?.scrollTop, left: board?.scrollLeft, row: td && who(td), column: td?.cellIndex, tool };
  };

  const comeBack = ({ top, left, row, column, tool }) => {
    const board = document.querySelector(".board");
    board?.scrollTo(left, top);
    const found = [...(board?.querySelectorAll("tbody tr") ?? [])].find((each) => row && who(each) === row);
    if (found?.cells[column]) focus(found.cells[column]);
    const pressed = tool && document.querySelector(`#${tool} button:enabled`);
    if (tool) (pressed ?? document.querySelector(".tools button:enabled"))?.focus();
  };

  document.addEventListener("htmx:beforeRequest", () => { if (!panel()?.open && !loading) remember(); });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => { if (calledOff(detail)) detail.shouldSwap = false; });
  document.addEventListener("htmx:responseError", () => location.reload());
  document.addEventListener("edited", () => {
    loading = true;
    panel().close();
    htmx.ajax("GET", location.href, { target: "#main", select: "#main", swap: "outerHTML" });
  });
  /* Only what has settled is shown: a form that is pressed before then would be sent without script. */
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.target.id === "panel") {
      if (!detail.target.open && !calledOff(detail)) detail.target.showModal();
    } else if (loading) {
      loading = false;
      comeBack(place);
    }
  });

  /* The first question about a roster waits for nothing, after the register was changed in another tab either. */
  for (const told of ["DOMContentLoaded", "visibilitychange"]) {
    document.addEventListener(told, () => { if (drafting() && !document.hidden) fetch(address("at-hand")); });
  }
})();
