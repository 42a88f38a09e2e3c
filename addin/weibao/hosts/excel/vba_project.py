"""A workbook's `vbaProject.bin` from source text, on any system ([MS-OVBA]).

The project carries no compiled code: the version in `_VBA_PROJECT` says so, and Excel compiles the sources when it
opens the file. As in files that Excel itself writes, the libraries of VBA and of Excel stand in no list: the host adds
them; only stdole is named, which every Windows has.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from weibao.hosts.excel.container import build_container
from weibao.hosts.excel.ovba import compress
from weibao.hosts.excel.vba_modules import Kind, MacroError, Module, module_text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Kind", "MacroError", "Module", "build_vba_project", "module_text"]

CODE_PAGE = 936
_CODEC = "cp936"

_WIN32 = 1
_ENGLISH = 0x0409  # the one value the format allows
_VERSION = (1, 1)
_UNKNOWN_COOKIE = 0xFFFF
# Reserved word, version 0xFFFF (no host's compiled code can match it), two reserved fields.
_VBA_PROJECT = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 0)
_REFERENCES = (
    (
        "stdole",
        r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    ),
)
_PROJECT_KINDS = {"standard": "Module={}", "document": "Document={}/&H00000000", "class": "Class={}"}


class _Stream(NamedTuple):
    module: Module
    text: bytes


def build_vba_project(modules: Sequence[Module], *, name: str = "VBAProject") -> bytes:
    """The project's binary; same modules, same bytes.

    The first document module is the workbook's, the others are its sheets', in the order of the tabs; their names are
    the code names in the package (`sheets.package_macros.code_names`). Raises MacroError for what `module_text`
    refuses, for names used twice (VBA ignores case) and for a project without a document module.
    """
    _check_names(modules, name)
    workbook = next(module for module in modules if module.kind == "document")
    streams = [_Stream(module, module_text(module, is_workbook=module is workbook)) for module in modules]
    # Blanks at the end of a source do no harm, should a chunk have to be filled up.
    parts = {f"VBA/{stream.module.name}": compress(stream.text, fill=0x20) for stream in streams}
    return build_container(
        {
            "PROJECT": _project_text(modules, name),
            "PROJECTwm": _names(modules),
            "VBA/_VBA_PROJECT": _VBA_PROJECT,
            "VBA/dir": compress(_dir(modules, name)),
            **parts,
        }
    )


def _check_names(modules: Sequence[Module], project: str) -> None:
    if not any(module.kind == "document" for module in modules):
        raise MacroError("宏工程里没有工作簿自己的模块（ThisWorkbook）。请把它作为第一个 document 模块加进去。")
    seen = {project.lower(): project}
    for module in modules:
        if (other := seen.get(module.name.lower())) is not None:
            raise MacroError(
                f"宏工程里“{other}”和“{module.name}”重名（VBA 不分大小写，模块也不能与工程同名）。请改掉其中一个。"
            )
        seen[module.name.lower()] = module.name


# --- VBA/dir ---------------------------------------------------------------------------------------------------------


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", kind, len(data)) + data


def _number(kind: int, value: int, size: str = "I") -> bytes:
    return _record(kind, struct.pack(f"<{size}", value))


def _both(narrow: int, wide: int, text: str) -> bytes:
    """A text twice: in the code page and in UTF-16."""
    return _record(narrow, text.encode(_CODEC)) + _record(wide, text.encode("utf-16-le"))


def _dir(modules: Sequence[Module], name: str) -> bytes:
    """Project, references and modules; the numbers are the record ids of [MS-OVBA] 2.3.4.2."""
    information = (
        _number(0x01, _WIN32)
        + _number(0x02, _ENGLISH)
        + _number(0x14, _ENGLISH)
        + _number(0x03, CODE_PAGE, "H")
        + _record(0x04, name.encode(_CODEC))
        + _both(0x05, 0x40, "")  # description
        + _record(0x06)  # help file, twice in the same code page
        + _record(0x3D)
        + _number(0x07, 0)  # help context
        + _number(0x08, 0)  # library flags
        + struct.pack("<HIIH", 0x09, 4, *_VERSION)
        + _both(0x0C, 0x3C, "")  # conditional compilation constants
    )
    references = b"".join(_reference(key, library) for key, library in _REFERENCES)
    listed = _number(0x0F, len(modules), "H") + _number(0x13, _UNKNOWN_COOKIE, "H")
    return information + references + listed + b"".join(map(_module, modules)) + _record(0x10)


def _reference(name: str, library: str) -> bytes:
    text = library.encode(_CODEC)
    return _both(0x16, 0x3E, name) + _record(0x0D, struct.pack("<I", len(text)) + text + bytes(6))


def _module(module: Module) -> bytes:
    return (
        _both(0x19, 0x47, module.name)
        + _both(0x1A, 0x32, module.name)  # the stream's name
        + _both(0x1C, 0x48, "")  # description
        + _number(0x31, 0)  # where the source starts: nothing compiled before it
        + _number(0x1E, 0)  # help context
        + _number(0x2C, _UNKNOWN_COOKIE, "H")
        + _record(0x21 if module.kind == "standard" else 0x22)
        + _record(0x2B)
    )


# --- PROJECT and PROJECTwm -------------------------------------------------------------------------------------------


def _project_text(modules: Sequence[Module], name: str) -> bytes:
    project_id = uuid5(NAMESPACE_URL, "weibao:" + "/".join([name, *(module.name for module in modules)]))
    lines = [
        f'ID="{_braced(project_id)}"',
        *(_PROJECT_KINDS[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{obfuscate(bytes(4), project_id)}"',  # not protected
        f'DPB="{obfuscate(bytes(1), project_id)}"',  # no password
        f'GC="{obfuscate(bytes((0xFF,)), project_id)}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode(_CODEC)


def _braced(project_id: UUID) -> str:
    return f"{{{str(project_id).upper()}}}"


def obfuscate(data: bytes, project_id: UUID) -> str:
    """[MS-OVBA] 2.4.3.2 as hexadecimal text, with a fixed seed (one that asks for no padding) for equal bytes."""
    seed, version = 0x18, 2
    key = sum(_braced(project_id).encode("ascii")) & 0xFF
    out = bytearray((seed, seed ^ version, seed ^ key))
    before = key
    for byte in struct.pack("<I", len(data)) + data:
        out.append(byte ^ (out[-2] + before & 0xFF))
        before = byte
    return out.hex().upper()


def _names(modules: Sequence[Module]) -> bytes:
    """Every module's name in the code page and in UTF-16, both ended by zero; a double zero at the end."""
    pairs = (m.name.encode(_CODEC) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return b"".join(pairs) + b"\0\0"
