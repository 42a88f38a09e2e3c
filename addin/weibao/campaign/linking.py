"""Which document that is out another one takes back, corrects or replaces, as the new one's file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.papers import OUT
from weibao.compute.replacing import is_notice_on, notice_key, replaced, waits

if TYPE_CHECKING:
    from weibao.campaign.papers import Register
    from weibao.compute.papers import Paper


def linked(register: Register, content: bytes, paper: Paper) -> tuple[Paper, ...]:
    """The rows of the documents that the new one (`paper`, its file `content`) is about.

    A 撤回通知 or 更正通知 names one by its key; any document replaces the 重新印发 of its own kind and key.
    Raises TemplateError where `content` is no Word document.
    """
    from weibao.documents.kinds import correction_notice, withdrawal_notice
    from weibao.documents.properties import identity

    about, papers = identity(content), register.papers
    told = [item for item in papers if item.state in OUT and is_notice_on(about.key, item)]
    if about.kind not in (correction_notice.NAME, withdrawal_notice.NAME):
        told = []
    # Of several documents without a number that have one title: the one that waits for it, and goes to the same.
    told.sort(key=lambda item: (not waits(item, papers), not about.key.startswith(notice_key(item))))
    old = replaced(papers, about.kind, about.key)
    return tuple(item for item in (*told[:1], old) if item is not None and item.row != paper.row)
