"""What a coordinator does to a page, by mouse or by keyboard alone: one journey is walked by either."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date

from playwright.sync_api import Locator, Page

FAR = 250
"""So many keys at most lead to what is to be pressed."""

OUTLINE = "each => getComputedStyle(each).outlineStyle"

STARTING = "(each, label) => [...each.options].find(one => one.label.startsWith(label)).value"

NO_MOUSE = """for (const kind of ["pointerdown", "mousedown", "touchstart"])
    addEventListener(kind, () => console.error(`${kind} on a page that is used by keyboard alone`), true)"""
"""What makes a page complain where a mouse is used."""

NEXT_KEY = """each => {
    const [here, board] = [document.activeElement, each.closest(".board")];
    if (here === each) return "";
    if (!board?.contains(here)) return "Tab";
    const [from, to] = [here.closest("td, th"), each.closest("td, th")];
    const [down, right] = [to.parentElement.rowIndex - from.parentElement.rowIndex, to.cellIndex - from.cellIndex];
    if (!down && right) return right < 0 ? "ArrowLeft" : "ArrowRight";
    return down < 0 ? "ArrowUp" : "ArrowDown";
}"""
"""The key that leads from where the focus is towards something: Tab, and an arrow on its board; none where it is."""


class Hands(ABC):
    """How a page is used. What is named must be there once, or become so."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def press(self, target: Locator) -> None:
        """Press a link, a button, a box, what unfolds, a duty of a board."""

    @abstractmethod
    def write(self, target: Locator, text: str) -> None:
        """Write into a field instead of what is in it."""

    @abstractmethod
    def date(self, target: Locator, day: date) -> None:
        """Write a day into a field for days."""

    @abstractmethod
    def choose(self, target: Locator, label: str) -> None:
        """Choose from a list by what a choice begins with."""


class Mouse(Hands):
    """Each click is counted: entering a field is one, and so is choosing from a list."""

    clicks = 0

    def click(self, target: Locator) -> None:
        """The one way to click."""
        self.clicks += 1
        target.click()

    def press(self, target: Locator) -> None:
        self.click(target)

    def write(self, target: Locator, text: str) -> None:
        self.click(target)
        target.fill(text)

    def date(self, target: Locator, day: date) -> None:
        self.write(target, day.isoformat())

    def choose(self, target: Locator, label: str) -> None:
        self.clicks += 1
        target.select_option(target.evaluate(STARTING, label))


class Keys(Hands):
    """Tab and arrow keys lead to everything, and whatever has the focus shows it."""

    def reach(self, target: Locator) -> None:
        """Move the focus to something."""
        target.wait_for()
        for _ in range(FAR):
            key = target.evaluate(NEXT_KEY)
            if not key:
                assert target.evaluate(OUTLINE) == "solid"
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"no key leads to {target}")

    def press(self, target: Locator) -> None:
        self.reach(target)
        box = target.evaluate("each => each.matches('input[type=checkbox], input[type=radio]')")
        self.page.keyboard.press("Space" if box else "Enter")

    def write(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def date(self, target: Locator, day: date) -> None:
        self.reach(target)
        self.page.keyboard.type(f"{day:%m%d%Y}")
        assert target.input_value() == day.isoformat()

    def choose(self, target: Locator, label: str) -> None:
        self.reach(target)
        wanted = target.evaluate(STARTING, label)
        for _ in range(FAR):
            if target.input_value() == wanted:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no key chooses {label}")
