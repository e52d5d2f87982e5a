// A board on a wall fills the screen when somebody asks it to; where that cannot be, there is no button.
const button = document.querySelector("[data-full-screen]");
if (document.fullscreenEnabled) {
  button.hidden = false;
  button.addEventListener("click", () => document.documentElement.requestFullscreen());
  document.addEventListener("fullscreenchange", () => { button.hidden = document.fullscreenElement !== null; });
}
