"""The UNO type library of the add-in: one interface with one method per function, as LibreOffice's own `unoidl-write`
would compile it, so that the extension is built on any system without the SDK.

The file: 8 bytes magic, offset and length of the root map (32 bits, little-endian), a note, then entities and maps.
Maps are sorted pairs of offsets, of a name that ends in 0 and of its entity. An interface is a sort byte, its bases,
optional bases, attributes and methods; strings are length and bytes, or the offset of an earlier equal one.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weibao.hosts.libreoffice import names

if TYPE_CHECKING:
    from weibao.functions.spec import Function

MAGIC = b"UNOIDL\xff\0"
NOTE = b"\0** weibao **\0"
BASE = "com.sun.star.uno.XInterface"
# A range comes as an object that knows error values and blank cells apart from 0, but then nothing else is accepted and
# it must be there: an optional range is an `any`, the one type that may be missing.
CELL, RANGE, BLOCK = "any", "com.sun.star.table.XCellRange", "[][]any"
_IDL = {CELL: "any", RANGE: RANGE.replace(".", "::"), BLOCK: "sequence< sequence<any> >"}
_MODULE, _INTERFACE = 0, 5
_DIRECTION_IN = 0
_EARLIER = 0x80000000

_Entry = tuple[int, int]


def type_library(functions: Sequence[Function], *, note: bytes = NOTE) -> bytes:
    """The compiled interface (.rdb) of the functions. Methods stand in the functions' order."""
    file = _Writer(note)
    entry = file.named(names.INTERFACE, file.interface(functions))
    for module in reversed(names.INTERFACE_MODULES):
        entry = file.named(module, file.module([entry]))
    return file.closed([entry])


def idl(functions: Sequence[Function]) -> str:
    """The same as IDL text, to read and to compile with the SDK."""
    opening = "".join(f"module {module} {{ " for module in names.INTERFACE_MODULES)
    lines = [opening.rstrip(), "", f"interface {names.INTERFACE} : {BASE.replace('.', '::')} {{"]
    for function in functions:
        parameters = ", ".join(f"[in] {_IDL[taken]} {name}" for name, taken in parameters_of(function))
        lines += [
            f"    // {function.name}",
            f"    {_IDL[result_of(function)]} {names.method(function.name)}({parameters});",
        ]
    lines += ["};", "", " ".join(["};"] * len(names.INTERFACE_MODULES))]
    return "\n".join(lines) + "\n"


def parameters_of(function: Function) -> list[tuple[str, str]]:
    """Name and UNO type of every parameter."""
    return [
        (names.parameter(number, argument.name), RANGE if argument.takes.is_range and not argument.optional else CELL)
        for number, argument in enumerate(function.arguments, 1)
    ]


def result_of(function: Function) -> str:
    """The UNO type of the result."""
    return BLOCK if function.is_block else CELL


class _Writer:
    """The growing file: everything is written once and referred to by its offset."""

    def __init__(self, note: bytes) -> None:
        self._bytes = bytearray(MAGIC + bytes(8) + note)
        self._texts: dict[str, int] = {}

    def interface(self, functions: Sequence[Function]) -> int:
        """The interface's offset."""
        start = len(self._bytes)
        self._bytes.append(_INTERFACE)
        self._number(1)
        self._text(BASE)
        self._number(0)  # optional bases
        self._number(0)  # attributes
        self._number(len(functions))
        for function in functions:
            self._method(function)
        return start

    def _method(self, function: Function) -> None:
        self._text(names.method(function.name))
        self._text(result_of(function))
        parameters = parameters_of(function)
        self._number(len(parameters))
        for name, taken in parameters:
            self._bytes.append(_DIRECTION_IN)
            self._text(name)
            self._text(taken)
        self._number(0)  # exceptions

    def module(self, entries: Sequence[_Entry]) -> int:
        """The offset of a module that holds the named entities."""
        start = len(self._bytes)
        self._bytes.append(_MODULE)
        self._number(len(entries))
        self._map(entries)
        return start

    def named(self, name: str, entity: int) -> _Entry:
        """The map entry of an entity: offsets of its name and of itself."""
        start = len(self._bytes)
        self._bytes += name.encode("ascii") + b"\0"
        return start, entity

    def closed(self, entries: Sequence[_Entry]) -> bytes:
        """The whole file."""
        root = len(self._bytes)
        self._map(entries)
        struct.pack_into("<II", self._bytes, len(MAGIC), root, len(entries))
        return bytes(self._bytes)

    def _map(self, entries: Sequence[_Entry]) -> None:
        for name, entity in entries:
            self._number(name)
            self._number(entity)

    def _number(self, value: int) -> None:
        self._bytes += struct.pack("<I", value)

    def _text(self, text: str) -> None:
        if text in self._texts:
            self._number(_EARLIER | self._texts[text])
            return
        self._texts[text] = len(self._bytes)
        data = text.encode("ascii")
        self._number(len(data))
        self._bytes += data
