// Where boxes are found as one types and ticked. Enter in the field that searches sends nothing else of its form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input[type=search][hx-get]")) event.preventDefault();
});

// What was asked before the last tick would undo it: that answer is left aside, and it is asked again.
document.addEventListener("htmx:beforeSwap", ({ detail, target }) => {
  const asked = new URL(detail.xhr.responseURL).searchParams;
  const boxes = [...target.querySelectorAll("input[type=checkbox]")];
  if (boxes.every((box) => box.checked === asked.has(box.name, box.value))) return;
  detail.shouldSwap = false;
  detail.requestConfig.elt.dispatchEvent(new Event("search"));
});
