"""The UNO type library: what LibreOffice's own compiler makes of the same interface, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from weibao.functions.registry import FUNCTIONS
from weibao.functions.spec import Argument, Function, Takes
from weibao.hosts.libreoffice import names
from weibao.hosts.libreoffice.typelib import MAGIC, idl, type_library

SMALL = (
    Function("WB_SCORE", "", "", (Argument("a", Takes.CELL, ""), Argument("b", Takes.RANGE, "")), (), len),
    Function(
        "WB_ROWS_OF", "", "", (Argument("a", Takes.FRAMED, ""), Argument("late_by", Takes.RANGE, "", optional=True)),
        (), len, is_block=True,
    ),
)  # fmt: skip
# What unoidl-write of LibreOffice 7.4 makes of `idl(SMALL)`; the note is ours.
COMPILED = bytes.fromhex(
    "554e4f49444cff000e010000010000000005010000001b000000636f6d2e73756e2e737461722e756e6f2e58496e7465"
    "726661636500000000000000000200000007000000776253636f726503000000616e7902000000000400000070303141"
    "4c0000800004000000703032421d000000636f6d2e73756e2e737461722e7461626c652e5843656c6c52616e67650000"
    "0000080000007762526f77734f66070000005b5d5b5d616e790200000000580000806d00008000090000007030324c61"
    "746542794c000080000000005846756e6374696f6e73000001000000cc0000001100000063616c63000001000000e400"
    "0000d700000077656962616f000001000000f6000000e90000006f7267000a010000fd000000"
)


def sdk() -> Path | None:
    """The folder of the compiler unoidl-write, None where the SDK is not installed."""
    office = shutil.which("soffice")
    folder = Path(office).resolve().parent.parent / "sdk" / "bin" if office else None
    return folder if folder and (folder / "unoidl-write").exists() else None


needs_sdk = pytest.mark.skipif(sdk() is None, reason="the SDK of LibreOffice is not installed")


def compiled(functions: tuple[Function, ...], folder: Path) -> bytes:
    """The library as unoidl-write makes it from our IDL text."""
    source, target, bin_ = folder / "x.idl", folder / "x.rdb", sdk()
    assert bin_
    source.write_text(idl(functions), encoding="ascii")
    types = bin_.parent.parent / "program" / "types.rdb"
    command = [bin_ / "unoidl-write", types, types.parent / "types" / "offapi.rdb", source, target]
    subprocess.run(command, check=True, capture_output=True)
    return target.read_bytes()


def note_of(library: bytes) -> bytes:
    """The compiler's note: a text between two zeros after the head."""
    return library[16 : library.index(b"\0", 17) + 1]


@needs_sdk
@pytest.mark.parametrize("functions", [SMALL, FUNCTIONS[:1], FUNCTIONS], ids=["small", "one", "all"])
def test_equals_the_sdk(functions: tuple[Function, ...], tmp_path: Path) -> None:
    theirs = compiled(functions, tmp_path)
    assert type_library(functions, note=note_of(theirs)) == theirs


def test_a_compiled_sample() -> None:
    """The same where there is no SDK: what it once made of two functions."""
    assert type_library(SMALL, note=b"\0") == COMPILED


@needs_sdk
def test_the_sdk_reads_it(tmp_path: Path) -> None:
    path, bin_ = tmp_path / "ours.rdb", sdk()
    assert bin_
    path.write_bytes(type_library(FUNCTIONS))
    types = bin_.parent.parent / "program" / "types.rdb"
    command = [bin_ / "unoidl-read", types, types.parent / "types" / "offapi.rdb", path]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for function in FUNCTIONS:
        assert f" {names.method(function.name)}(" in text


def test_idl_names_every_function_once() -> None:
    text = idl(FUNCTIONS)
    for function in FUNCTIONS:
        assert text.count(f"// {function.name}\n") == 1
        assert text.count(f" {names.method(function.name)}(") == 1
    assert type_library(FUNCTIONS).startswith(MAGIC)


def test_uno_names_hold_no_underscore_and_sort_as_they_stand() -> None:
    methods = [names.method(function.name) for function in FUNCTIONS]
    assert len(set(methods)) == len(methods)
    for function in FUNCTIONS:
        parameters = [names.parameter(n, one.name) for n, one in enumerate(function.arguments, 1)]
        assert parameters == sorted(parameters)
        assert all(name.isalnum() for name in (*parameters, names.method(function.name)))
