"""The head of a report that another organ than the office may sign: 自评报告 and 零报告."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.documents.kinds.report_settings import report_settings
from weibao.documents.letterhead import letterhead, open_number

if TYPE_CHECKING:
    from weibao.documents.kind import Case


def upward_head(case: Case, kind: str) -> tuple[str, dict[str, Any]]:
    """The issuing organ and the common fields; with 自评报告发文机关 set, that organ's mark, signature and 机关代字."""
    head, settings = letterhead(case, kind), report_settings(case)
    if not settings.issuer:
        return str(head["署名"]), head
    code = settings.code or "××"
    organ = settings.issuer
    number = open_number(code, case.assessment.as_of.year)
    return organ, {**head, "标志": f"{organ}文件", "文号": number, "署名": organ, "印发机关": f"{organ}办公室"}
