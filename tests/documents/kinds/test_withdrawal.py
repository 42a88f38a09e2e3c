"""撤回通知: for whatever the register has as withdrawn and nobody has taken back yet; and the heads of all kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from documents.notice_samples import assessment
from weibao.compute.model import Office, Paper, PaperState
from weibao.compute.numbers import DocNumber
from weibao.compute.settings import Settings
from weibao.documents.check import check_document
from weibao.documents.kind import Case
from weibao.documents.kinds import withdrawal_notice
from weibao.documents.kinds.registry import KINDS
from weibao.documents.letterhead import code_of, letterhead, signer_of
from weibao.documents.render import Renderer
from weibao.resources import template

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

AS_OF = date(2023, 10, 20)
TITLE = "如皋市未成年人保护工作领导小组办公室关于限期整改有关问题的通知"
OUT = Paper(
    title=TITLE, doc_no="皋未保办〔2023〕3号", number=DocNumber("皋未保办", 2023, 3), genre="通知", to="市教育局",
    issued=date(2023, 10, 12), state=PaperState.WITHDRAWN, note="已电话告知；撤回：因主送单位写错。", row=4,
)  # fmt: skip


@pytest.fixture(scope="module")
def case(rugao: Rulebook, calendar: WorkCalendar) -> Case:
    typed = {"office_contact": "甲某", "office_phone": "0513-00000000", "director": "李主任", "leader": "王组长"}
    settings = Settings.build(rugao, typed)[0]
    return Case(
        rulebook=rugao, settings=settings, calendar=calendar, office=Office(), assessment=assessment((), as_of=AS_OF)
    )


def given(case: Case, *papers: Paper) -> Case:
    return replace(case, office=replace(case.office, register=papers))


def test_the_notice_names_what_is_withdrawn_and_why(case: Case) -> None:
    (document,) = withdrawal_notice.documents(given(case, OUT))
    context = document.context
    assert context["原文"] == f"《{TITLE}》（皋未保办〔2023〕3号）"
    assert (context["原因"], context["原印发"], context["主送"]) == ("主送单位写错", "2023年10月12日", "市教育局")
    assert (document.key, document.path) == ("皋未保办〔2023〕3号", "撤回通知/皋未保办〔2023〕3号－撤回通知.docx")
    content = Renderer(template(withdrawal_notice.KIND.template), withdrawal_notice.FIELDS).render(
        context, title=document.title, creator="市未保办", created=AS_OF, named=withdrawal_notice.KIND.named
    )
    assert [remark for remark in check_document(content) if remark.level != "hint"] == []


@pytest.mark.parametrize(
    "paper",
    [
        replace(OUT, state=PaperState.ISSUED),
        replace(OUT, related="皋未保办〔2023〕5号"),
        replace(OUT, genre="函"),
        replace(OUT, genre="报告"),
    ],
    ids=["issued", "taken back already", "a letter", "a report"],
)
def test_no_notice_where_none_is_owed(case: Case, paper: Paper) -> None:
    assert list(withdrawal_notice.documents(given(case, paper))) == []


def test_the_number_is_printed_as_the_standard_has_it(case: Case) -> None:
    (document,) = withdrawal_notice.documents(given(case, replace(OUT, doc_no="皋未保办(2023) 03号")))
    assert document.context["原文"] == f"《{TITLE}》（皋未保办〔2023〕3号）"
    assert document.path == "撤回通知/皋未保办〔2023〕3号－撤回通知.docx"


def test_two_documents_of_one_title_without_a_number_have_a_notice_each(case: Case) -> None:
    one = replace(OUT, doc_no="", number=None)
    papers = one, replace(one, to="市公安局", row=5)
    found = list(withdrawal_notice.documents(given(case, *papers)))
    assert [document.context["主送"] for document in found] == ["市教育局", "市公安局"]
    assert len({document.path for document in found}) == len({document.key for document in found}) == 2
    # Where nothing tells them apart the second one waits for the first one.
    assert len(list(withdrawal_notice.documents(given(case, one, replace(one, row=5))))) == 1


def test_a_document_of_the_group_is_withdrawn_by_the_group(case: Case) -> None:
    paper = replace(OUT, doc_no="皋未保〔2023〕3号", number=DocNumber("皋未保", 2023, 3), to="", note="", issued=None)
    (document,) = withdrawal_notice.documents(given(case, paper))
    assert document.context["署名"] == "如皋市未成年人保护工作领导小组"
    assert document.context["文号"].startswith("皋未保〔2023〕")
    assert (document.context["主送"], document.context["原因"], document.context["原印发"]) == ("各有关单位", "", "")


def test_every_kind_has_its_record_and_no_record_is_of_a_kind_that_is_not(rugao: Rulebook) -> None:
    names = {kind.name for kind in KINDS}
    records = {rule.id for rule in rugao.document_kinds}
    assert names <= records
    variants = {f"{issuer}_{name}" for issuer in ("office", "group") for name in names}
    assert records <= names | variants


def test_organ_code_and_signatory_follow_the_record(case: Case, village: Rulebook) -> None:
    book, settings = case.rulebook, case.settings
    notice, minutes = letterhead(case, "supervision_notice"), letterhead(case, "minutes")
    assert (notice["文号"], notice["签发人"]) == ("皋未保办〔2023〕　　号", "李主任")
    assert (minutes["署名"], minutes["签发人"]) == ("如皋市未成年人保护工作领导小组", "王组长")
    assert "领导小组成员单位" in minutes["抄送"]
    assert letterhead(case, "declaration_form")["文号"] == ""
    assert (code_of(book, settings, "minutes"), signer_of(book, settings, "work_points")) == ("皋未保纪", "王组长")
    assert village.document_rule("supervision_notice").code == "doc_code"
    assert village.document_rule("decision_slip").code == ""


def test_who_must_be_heard_before_is_the_rulebooks_to_say(rugao: Rulebook, village: Rulebook) -> None:
    must = {rule.id for rule in rugao.document_kinds if rule.must_hear}
    assert {"listed_notice", "self_assessment_report"} <= must
    notice = rugao.document_rule("supervision_notice")
    assert (notice.id in must, notice.hearing) == (False, "相关成员单位（必要时）")
    assert not any(rule.must_hear for rule in village.document_kinds)
