"""Where documents lie, and which of them no run of the pipeline may touch."""

from __future__ import annotations

import pytest

from weibao.campaign.register_files import copy_path, draft_path, frozen
from weibao.compute.model import Office, Paper, PaperState
from weibao.compute.numbers import DocNumber, ranges
from weibao.compute.openings import DEAD
from weibao.compute.papers import joined

DRAFT = "督办通知/07 市教育局－督办通知（第1轮）.docx"
COPY = "印发/督办通知/皋未保办〔2024〕3号 07 市教育局－督办通知（第1轮）.docx"
THREE = DocNumber("皋未保办", 2024, 3)


@pytest.mark.parametrize("number", [THREE, None])
@pytest.mark.parametrize("draft", [DRAFT, "总结.docx", "会议纪要/2024年/第一次 会议.docx"])
def test_a_copy_tells_its_draft(draft: str, number: DocNumber | None) -> None:
    assert draft_path(copy_path(draft, number)) == draft
    assert draft_path(draft) == draft


def test_the_copy_lies_below_the_folder_of_what_is_issued() -> None:
    assert copy_path(DRAFT, THREE) == COPY


@pytest.mark.parametrize("state", [state for state in PaperState if state not in (PaperState.DRAFT, *DEAD)])
@pytest.mark.parametrize("file", [DRAFT, COPY])
def test_what_has_left_the_desk_is_frozen(file: str, state: PaperState) -> None:
    assert DRAFT in frozen(Office(register=(Paper(file=file, state=state),)))


@pytest.mark.parametrize("state", [PaperState.WITHDRAWN, PaperState.REISSUED])
@pytest.mark.parametrize("file", [COPY, DRAFT])
def test_of_what_holds_no_more_only_the_registered_file_is_frozen(file: str, state: PaperState) -> None:
    assert frozen(Office(register=(Paper(file=file, state=state),))) == {file}


@pytest.mark.parametrize("state", [PaperState.DRAFT, PaperState.VOID])
def test_a_draft_or_what_was_given_up_is_not(state: PaperState) -> None:
    assert frozen(Office(register=(Paper(file=DRAFT, state=state), Paper(doc_no="皋未保办〔2024〕3号")))) == frozenset()


def test_numbers_that_follow_one_another_are_told_together() -> None:
    numbers = [DocNumber("皋未保办", 2024, place) for place in (7, 1, 2, 3)] + [DocNumber("皋未保", 2024, 4)]
    assert ranges(numbers) == ["皋未保〔2024〕4号", "皋未保办〔2024〕1—3号", "皋未保办〔2024〕7号"]


def test_notes_are_joined_once() -> None:
    assert joined("", "已电话告知。", "作废：写错", "作废：写错") == "已电话告知；作废：写错"
