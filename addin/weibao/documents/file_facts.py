"""What the register asks of a file, read in one go: which document it is, its 机关代字, what it leaves open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from weibao.documents import layout as lay
from weibao.documents.controls import controls_in
from weibao.documents.package import DOCUMENT_PART, damaged, read_package
from weibao.documents.properties import Identity, drafted_in, identity_in
from weibao.documents.unfilled import open_among

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from weibao.documents.controls import Control

_CODE: Final = re.compile(r"([^〔×]+)〔")


class FileFacts(NamedTuple):
    """`code` is the 机关代字 ("" where none is shown), `controls` our controls in their order; `drafted` the day to
    which a draft of ours stands, None of a stranger's.
    """

    identity: Identity
    code: str
    controls: tuple[Control, ...]
    drafted: date | None = None

    def open_places(self, *, numbered: bool) -> tuple[str, ...]:
        """As `unfilled.open_places`."""
        return open_among(self.controls, numbered=numbered)


def file_facts(content: bytes) -> FileFacts:
    """The facts of a .docx. Raises TemplateError where it is no sound Word document."""
    try:
        parts = read_package(content)
    except ValueError as error:
        raise damaged(error) from error
    if DOCUMENT_PART not in parts:
        raise damaged(KeyError(DOCUMENT_PART))
    controls = controls_in(parts)
    return FileFacts(identity_in(parts), code_among(controls), controls, drafted_in(parts))


def code_among(controls: Iterable[Control]) -> str:
    """The 机关代字 where the number goes, "" where none is shown."""
    text = next((control.text for control in controls if control.tag == lay.DOC_NO), "")
    found = _CODE.match(text)
    return found[1].strip() if found else ""
