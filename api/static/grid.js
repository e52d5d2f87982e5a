/* The board as one stop of the Tab key, as a spreadsheet is: arrows go from cell to cell, Home and End along a row. */
"use strict";
(() => {
  const STOPS = "a, summary";
  const stops = (cell) => [...cell.querySelectorAll(STOPS)].filter((each) => each.checkVisibility());

  /* One stop of each board can be reached with Tab: the last that had the focus. */
  const settle = (board) => {
    board.querySelector("table").setAttribute("role", "grid");
    const all = [...board.querySelectorAll(STOPS)];
    all.forEach((each) => { each.tabIndex = -1; });
    const first = all.find((each) => each.closest("td")) ?? all[0];
    if (first) first.tabIndex = 0;
    board.removeAttribute("tabindex"); // what is in it can be reached now, so it scrolls
  };

  const rowsOf = (cell) => [...cell.closest("table").querySelectorAll("tbody > tr:not(.heading)")];

  const enter = (cell, last = false) => {
    const inside = stops(cell);
    const target = (last ? inside.at(-1) : inside[0]) ?? cell;
    target.tabIndex = -1;
    target.focus();
  };

  /* Up and down go through what stands in a cell before they leave it. */
  const step = (cell, down, right) => {
    const inside = stops(cell);
    const within = inside[inside.indexOf(document.activeElement) + down];
    if (down && within && inside.includes(document.activeElement)) return within.focus();
    const [rows, row] = [rowsOf(cell), cell.parentElement];
    const to = right ? row.cells[cell.cellIndex + right] : rows[rows.indexOf(row) + down]?.cells[cell.cellIndex];
    if (to) enter(to, down < 0);
  };

  const edge = (cell, end, whole) => {
    const row = whole ? rowsOf(cell).at(end ? -1 : 0) : cell.parentElement;
    enter(row.cells[end ? row.cells.length - 1 : 0]);
  };

  const page = (cell, down) => {
    const [rows, height] = [rowsOf(cell), cell.closest(".board").clientHeight * 0.8];
    const [at, top] = [rows.indexOf(cell.parentElement), cell.parentElement.offsetTop];
    const far = rows.filter((row, number) => (number - at) * down > 0 && Math.abs(row.offsetTop - top) <= height);
    const to = (down > 0 ? far.at(-1) : far[0]) ?? rows[at + down];
    if (to) enter(to.cells[cell.cellIndex]);
  };

  const keys = {
    ArrowUp: (cell) => step(cell, -1, 0),
    ArrowDown: (cell) => step(cell, 1, 0),
    ArrowLeft: (cell) => step(cell, 0, -1),
    ArrowRight: (cell) => step(cell, 0, 1),
    Home: (cell, whole) => edge(cell, false, whole),
    End: (cell, whole) => edge(cell, true, whole),
    PageUp: (cell) => page(cell, -1),
    PageDown: (cell) => page(cell, 1),
  };

  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest(".board tbody > tr:not(.heading) > *");
    if (!cell || !keys[event.key] || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys[event.key](cell, event.ctrlKey);
  });

  document.addEventListener("focusin", (event) => {
    const board = event.target.closest(".board");
    if (!board || event.target === board) return;
    board.querySelectorAll("[tabindex='0']").forEach((each) => { each.tabIndex = -1; });
    event.target.tabIndex = 0;
  });

  const start = (root) => root.querySelectorAll(".board").forEach(settle);
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? document));
})();
