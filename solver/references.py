"""Groups of arrays handed to compiled functions by reference.

As tuples of forty arrays they would be taken apart at every call: ten times slower, and four times longer to compile.
"""

from __future__ import annotations

from typing import Any

from numba import njit, types
from numba.core.registry import cpu_target
from numba.experimental import structref

from solver.facts import Facts, Held
from solver.filling import Trail

# Numba imports half of itself at the first call of a compiled function, which takes longer than a town's first roster.
# Whoever imports the engine, as a worker does at its start, has it done then.
cpu_target.typing_context.refresh()
cpu_target.target_context.refresh()


class Group(types.StructRef):
    """A group of arrays as compiled functions see it."""

    def preprocess_fields(self, fields: Any) -> Any:
        """The fields' types as they are."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


@structref.register
class FactsGroup(Group):
    """`Facts`."""


@structref.register
class HeldGroup(Group):
    """`Held`."""


@structref.register
class TrailGroup(Group):
    """`Trail`."""


class FactsReference(structref.StructRefProxy):
    """`Facts` by reference."""


class HeldReference(structref.StructRefProxy):
    """`Held` by reference."""


class TrailReference(structref.StructRefProxy):
    """`Trail` by reference."""


structref.define_proxy(FactsReference, FactsGroup, list(Facts._fields))
structref.define_proxy(HeldReference, HeldGroup, list(Held._fields))
structref.define_proxy(TrailReference, TrailGroup, list(Trail._fields))


@njit(cache=True)
def facts_reference(facts: Facts) -> Facts:
    """The same arrays by reference."""
    made: Any = FactsReference(*facts)
    reference: Facts = made
    return reference


@njit(cache=True)
def held_reference(held: Held) -> Held:
    """The same arrays by reference: what is done to one is done to the other."""
    made: Any = HeldReference(*held)
    reference: Held = made
    return reference


@njit(cache=True)
def trail_reference(trail: Trail) -> Trail:
    """The same arrays by reference."""
    made: Any = TrailReference(*trail)
    reference: Trail = made
    return reference
