"""Which document that is out another one takes back, corrects or replaces, as the new one's file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.numbers import read_number
from weibao.compute.replacing import replaced

if TYPE_CHECKING:
    from weibao.campaign.papers import Register
    from weibao.compute.papers import Paper


def linked(register: Register, content: bytes, paper: Paper) -> Paper | None:
    """The row of the document that the new one (`paper`, its file `content`) is about, None where there is none.

    A 撤回通知 or 更正通知 names it by its key; any other document replaces the 重新印发 of its own kind and key.
    Raises TemplateError where `content` is no Word document.
    """
    from weibao.documents.kinds import correction_notice, withdrawal_notice
    from weibao.documents.properties import identity

    about = identity(content)
    if about.kind in (correction_notice.NAME, withdrawal_notice.NAME):
        number = read_number(about.key)
        return next((item for item in register.papers if number and item.number == number), None)
    old = replaced(register.papers, about.kind, about.key)
    return old if old is not None and old.row != paper.row else None
