"""The common fields of a draft: 版头, 署名, 附注 and 版记 by the rulebook's record of the kind and the settings.

Number, signature and days stay open: they come with 编号 and 印发. 标题, 主送 and 附件 are the kind's own affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.documents import wording

if TYPE_CHECKING:
    from weibao.compute.settings import Settings
    from weibao.documents.kind import Case
    from weibao.rulebook.model import Rulebook


def letterhead(case: Case, kind: str) -> dict[str, Any]:
    """标志, 文号, 签发人, 署名, 成文日期, 附注, 抄送, 印发机关, 印发日期 of a draft of that kind; open places show."""
    settings, year = case.settings, case.assessment.as_of.year
    rule = case.rulebook.document_rule(kind)
    group = rule.issuer == "group"
    contact = f"联系人：{wording.or_blank(settings.office_contact)}，电话：{wording.or_blank(settings.office_phone)}"
    return {
        "标志": wording.or_blank(settings.group_mark if group else settings.issuer_mark),
        "文号": open_number(code_of(case.rulebook, settings, kind), year) if rule.code else "",
        "签发人": signer_of(case.rulebook, settings, kind) or wording.WIDE * 3,
        "署名": wording.or_blank(settings.group_name if group else settings.office),
        "成文日期": wording.open_day(year),
        "附注": contact,
        "抄送": "，".join(dict.fromkeys((*rule.cc, *settings.cc))),
        "印发机关": wording.or_blank(settings.printer),
        "印发日期": wording.open_day(year),
    }


def code_of(rulebook: Rulebook, settings: Settings, kind: str) -> str:
    """The 机关代字 of a kind of document, "" where it bears no number or none has been typed."""
    rule = rulebook.document_rule(kind)
    return settings.texts.get(rule.code, "").strip() if rule.code else ""


def signer_of(rulebook: Rulebook, settings: Settings, kind: str) -> str:
    """The name of the person who signs that kind by default, "" where none has been typed."""
    return settings.texts.get(rulebook.document_rule(kind).signer, "").strip()


def open_number(code: str, year: int) -> str:
    """皋未保办〔2024〕　　号: a number whose place is still open."""
    return f"{wording.or_blank(code)}〔{year}〕{wording.WIDE * 2}号"
