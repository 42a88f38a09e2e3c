"""What 更正通知 and 撤回通知 share: the document that they are about, as fields, as words, and in what they print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layouts, wording
from weibao.documents.citing import cited, is_of_group
from weibao.documents.kind import Layout
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.compute.papers import Paper
    from weibao.documents.kind import Case

BECAUSE: Final = "{% if 原因 %}因{{ 原因 }}，{% endif %}"
ABOUT: Final = "{% if 原印发 %}{{ 原印发 }}印发的{% endif %}{{ 原文 }}"


def fields(done: str) -> dict[str, str]:
    """The fields of such a notice; `done` is what befalls the document: 更正 or 撤回."""
    return {
        **layouts.fields(Layout.GENERAL),
        "原文": f"被{done}的文书：《标题》（文号），没有文号的只写标题",
        "原印发": "原来的印发日期，没有登记时为空",
        "原因": f"{done}的原因，句末不带标点；没有写时为空",
    }


def words(
    case: Case, paper: Paper, kind: str, title: tuple[str, str], more: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Title and context of the notice of that `kind` on a document; `title` is what follows the issuing organ."""
    head = letterhead(case, f"group_{kind}" if is_of_group(paper, case.settings) else kind)
    lines = title_lines((head["署名"], *title))
    return "".join(lines), {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=paper.to or "各有关单位"),
        "原文": cited(paper),
        "原印发": wording.day(paper.issued) if paper.issued else "",
        **more,
    }
