"""Groups of arrays handed to compiled functions by reference.

As tuples of forty arrays they would be taken apart at every call: ten times slower, and four times longer to compile.
As Numba's own structures they would be counted at every call and every look: a third of all time. So a group is a row
of words, its numbers and the addresses and lengths of its arrays. Compiled functions borrow them; the reference in
Python keeps the arrays as long as it lives itself.
"""

from __future__ import annotations

from typing import Any, cast
from zlib import crc32

import numpy as np
from llvmlite import ir
from numba import typeof, types
from numba.core.compiler_lock import global_compiler_lock
from numba.core.datamodel.models import PointerModel
from numba.core.extending import NativeValue, infer_getattr, lower_getattr_generic, register_model, unbox
from numba.core.registry import cpu_target
from numba.core.typing.templates import AttributeTemplate
from numba.np.arrayobj import populate_array

from solver.search.facts import Facts, Held
from solver.search.trail import Trail

WORD = ir.IntType(64)


class Group(types.Type):
    """A group as compiled functions see it: the names and types of its fields, and of each the first of its words."""

    def __init__(self, name: str, fields: tuple[tuple[str, Any], ...]) -> None:
        """Named after its fields by a checksum: what is compiled for others is compiled anew, and no name is long."""
        super().__init__(f"{name}_{crc32(repr(fields).encode()):08x}")
        self.fields, self.first, words = dict(fields), {}, 0
        for name, kind in fields:
            self.first[name] = words
            words += 1 + getattr(kind, "ndim", 0)
        self.dtype = types.int64


@register_model(Group)
class GroupModel(PointerModel):
    """The address of the first word."""


class Reference:
    """A group of arrays and whole numbers, and the words that say where they are."""

    def __init__(self, group: Facts | Held | Trail) -> None:
        """The arrays of `group`, a named tuple, in C order. Raises ValueError for others."""
        words: list[int] = []
        for one in group:
            if isinstance(one, np.ndarray):
                if not one.flags.c_contiguous:
                    raise ValueError("an array of a group lies in C order")
                words += (one.ctypes.data, *one.shape)
            else:
                words.append(one)
        self.group, self.words = group, np.array(words, dtype=np.int64)
        self.address = self.words.ctypes.data
        fields = tuple(zip(group._fields, map(typeof, group), strict=True))
        self._numba_type_ = Group(type(group).__name__, fields)


@unbox(Group)
def group_of(_: Group, reference: Any, call: Any) -> NativeValue:
    """The address that a reference has."""
    number = call.pyapi.object_getattr_string(reference, "address")
    address = call.pyapi.long_as_longlong(number)
    call.pyapi.decref(number)
    return NativeValue(call.builder.inttoptr(address, WORD.as_pointer()))


@infer_getattr
class GroupFields(AttributeTemplate):
    """The types of a group's fields."""

    key = Group

    def generic_resolve(self, group: Any, name: str) -> Any:  # type: ignore[override]  # Numba tells no type.
        """The type of a field; None if there is no such one."""
        return group.fields.get(name)


@lower_getattr_generic(Group)
def field(context: Any, builder: Any, group: Group, words: Any, name: str) -> Any:
    """A field of a group: its number, or its array, which nobody owns here."""
    kind, first = group.fields[name], group.first[name]
    value = word(builder, words, first)
    if not isinstance(kind, types.Array):
        return value
    array = context.make_array(kind)(context, builder)
    itemsize = context.get_abi_sizeof(context.get_data_type(kind.dtype))
    shape = [word(builder, words, first + 1 + axis) for axis in range(kind.ndim)]
    strides = [ir.Constant(WORD, itemsize)]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    data = builder.inttoptr(value, context.get_data_type(kind.dtype).as_pointer())
    populate_array(array, data, shape, strides, itemsize, None)
    return array._getvalue()


def word(builder: Any, words: Any, number: int) -> Any:
    """One of a group's words, which never change."""
    loaded = builder.load(builder.gep(words, [ir.Constant(WORD, number)]))
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


def make_ready() -> None:
    """Have Numba import what it otherwise does at the first call of a compiled function: half of itself, which takes
    longer than a town's first roster. Whoever is going to solve does it at its start.
    """
    with global_compiler_lock:  # other threads may call compiled functions meanwhile
        cpu_target.typing_context.refresh()
        cpu_target.target_context.refresh()


def facts_reference(facts: Facts) -> Facts:
    """The same arrays by reference."""
    return cast("Facts", Reference(facts))


def held_reference(held: Held) -> Held:
    """The same arrays by reference: what is done to one is done to the other."""
    return cast("Held", Reference(held))


def trail_reference(trail: Trail) -> Trail:
    """The same arrays by reference."""
    return cast("Trail", Reference(trail))
