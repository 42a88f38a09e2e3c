"""One module of a VBA project: its text as Excel keeps it, with the attributes that the editor does not show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from weibao.errors import WeibaoError

Kind = Literal["standard", "document", "class"]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
# What an exported .cls has before its attributes.
_CLASS_HEADER = re.compile(r"VERSION [\d.]+ CLASS\r?\nBEGIN\r?\n.*?^END\r?\n", re.DOTALL | re.MULTILINE)
_ATTRIBUTE = re.compile(r"Attribute (VB_\w+) = (.*)")
_LONGEST_LINE = 1023

_WORKBOOK = '"0{00020819-0000-0000-C000-000000000046}"'
_WORKSHEET = '"0{00020820-0000-0000-C000-000000000046}"'
_CLASS = '"0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"'


class MacroError(WeibaoError):
    """A macro source or project breaks what VBA can hold: names the module, the line and what to do."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a VBA project.

    `source` is its text, any line ends, with or without the leading Attribute lines of an exported file; ASCII only,
    since a module's stream is in the code page of whoever opens it.
    """

    name: str
    source: str
    kind: Kind


def module_text(module: Module, *, is_workbook: bool = False) -> bytes:
    """The text of a module's stream: attributes first, CRLF line ends. `is_workbook`: it is ThisWorkbook.

    Raises MacroError for characters outside ASCII, lines above 1,023 characters, a bad name or one that contradicts
    the source's own VB_Name.
    """
    if not _NAME.fullmatch(module.name) or module.name.lower() == "dir":
        raise MacroError(
            f"宏模块名“{module.name}”不能用。请改用字母开头、只含字母数字和下划线、不超过 31 个字符的名字。"
        )
    given, lines = _without_attributes(module.source)
    if given.get("VB_Name", f'"{module.name}"') != f'"{module.name}"':
        raise MacroError(
            f"宏模块“{module.name}”的源文件里写的是 VB_Name = {given['VB_Name']}。请把两处改成同一个名字。"
        )
    attributes = [f"Attribute {key} = {value}" for key, value in _attributes(module, given, is_workbook).items()]
    _check(module.name, [*attributes, *lines])
    return "".join(f"{line}\r\n" for line in [*attributes, *lines]).encode("ascii")


def _without_attributes(source: str) -> tuple[dict[str, str], list[str]]:
    """(leading attributes, all lines after them)."""
    header = _CLASS_HEADER.match(source)
    lines = re.split(r"\r\n|\r|\n", source[header.end() :] if header else source)
    if not lines[-1]:
        lines.pop()
    attributes = {}
    while lines and (match := _ATTRIBUTE.fullmatch(lines[0])):
        attributes[match[1]] = match[2]
        lines.pop(0)
    return attributes, lines


def _attributes(module: Module, given: dict[str, str], is_workbook: bool) -> dict[str, str]:
    own = {"VB_Name": f'"{module.name}"'}
    if module.kind == "standard":
        return own | given
    document = module.kind == "document"
    own |= {
        "VB_Base": (_WORKBOOK if is_workbook else _WORKSHEET) if document else _CLASS,
        "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False",
        "VB_PredeclaredId": str(document),
        "VB_Exposed": str(document),
        "VB_TemplateDerived": "False",
        "VB_Customizable": str(document),
    }
    # A document's attributes are its host's, whatever an exported file says.
    return own | ({} if document else given)


def _check(name: str, lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        strange = next((char for char in line if not (char == "\t" or " " <= char <= "~")), None)
        if strange is not None:
            raise MacroError(
                f"宏模块“{name}”第 {number} 行含有“{strange}”（U+{ord(strange):04X}）。宏代码只能用 ASCII 字符："
                "中文请写进工作表 _texts，由代码按键名取用。"
            )
        if len(line) > _LONGEST_LINE:
            raise MacroError(
                f"宏模块“{name}”第 {number} 行有 {len(line)} 个字符，VBA 最多 {_LONGEST_LINE} 个。请用“ _”换行。"
            )
