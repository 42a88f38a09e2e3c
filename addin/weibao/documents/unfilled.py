"""What a document that is out still leaves open: number, days and limits that a command would have filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.compute.numbers import read_number
from weibao.documents import layout as lay
from weibao.documents import limits
from weibao.documents.controls import Control, read_controls

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAY: Final = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


def open_places(content: bytes, *, numbered: bool = True) -> tuple[str, ...]:
    """The names of the controls that are blank or provisional, each once; without `numbered` 发文字号 is left out.

    Raises TemplateError where `content` is no Word document.
    """
    return open_among(read_controls(content), numbered=numbered)


def open_among(controls: Iterable[Control], *, numbered: bool = True) -> tuple[str, ...]:
    """The same of controls that have been read."""
    found = (lay.control_title(control.tag) for control in controls if _is_open(control, numbered))
    return tuple(dict.fromkeys(found))


def _is_open(control: Control, numbered: bool) -> bool:
    if limits.parse_tag(control.tag):
        return limits.is_open(control.text)
    if control.tag == lay.DOC_NO:
        return numbered and read_number(control.text) is None
    return control.tag in (lay.DATED, lay.PRINTED) and _DAY.search(control.text) is None
