"""The checks of evidence: one wrong and one right example of each, and how the settings weigh them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compute.proof_cases import AS_OF, grounds, proofs
from weibao.compute.proof_check import check_proofs, manual_list
from weibao.compute.proof_notes import CHECK_OF, CODES, MILD, on_row
from weibao.compute.proof_settings import SEVERITIES, proof_settings
from weibao.compute.settings import Settings
from weibao.findings import Severity
from weibao.texts import FINDINGS

CASES = tomllib.loads((Path(__file__).parent.parent / "scenarios" / "evidence.toml").read_text(encoding="utf-8"))[
    "cases"
]
# What other tests cover: resolving rows to files, closures of supervision.
ELSEWHERE = {
    "proof-no-location", "proof-paper-only", "proof-unread", "closure-no-evidence", "closure-same-person",
    "closure-early", "extension-no-reason",
}  # fmt: skip


GENTLY = {"proof-internal", "evidence-date-missing"}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['code']} {case['about']}" for case in CASES])
def test_the_wrong_one_is_told_with_its_weight_and_the_right_one_is_not(case: dict[str, Any]) -> None:
    code = case["code"]
    told = [found for found in check_proofs(proofs(case["wrong"])) if found.code == code]
    assert told
    assert code not in {found.code for found in check_proofs(proofs(case["right"]))}
    level = {check.id: check.level for check in grounds()[1].checks}[CHECK_OF[code]]
    weight = Severity.INFO if code in MILD else Severity.WARNING if code in GENTLY else SEVERITIES[level]
    assert {found.severity for found in told} == {weight}


def test_every_code_has_its_examples_its_text_and_its_check() -> None:
    assert {case["code"] for case in CASES} | ELSEWHERE == set(CHECK_OF)
    assert set(CHECK_OF) <= set(FINDINGS)
    assert set(CODES) <= {check.id for check in grounds()[1].checks}


def test_all_36_defects_are_decided_or_looked_at() -> None:
    _, rules = grounds()
    assert [check.id for check in rules.checks] == [f"E{number:02d}" for number in range(1, 37)]
    for check in rules.checks:
        assert (check.id in CODES) is (check.how != "manual"), check.id
        assert bool(check.look) is (check.how != "auto"), check.id
        assert check.assumption


def test_a_check_can_be_switched_off_or_weighed_otherwise() -> None:
    case = next(case for case in CASES if case["code"] == "proof-outside-window")["wrong"]
    told = check_proofs(proofs(case, {"evidence_levels": "E01=说明、E11＝关"}))
    assert {item.code: item.severity for item in told}["proof-outside-window"] is Severity.INFO
    assert "proof-meeting-parts" not in {item.code for item in told}
    assert not [item for item in told if CHECK_OF.get(item.code) == "E11"]


def test_a_switch_that_cannot_be_read_is_told_and_changes_nothing() -> None:
    book, rules = grounds()
    settings, _ = Settings.build(
        book, {"evidence_levels": "E99=关、E07=大概", "evidence_windows": "I03=去年、I03=2022-01-01至2023-12-31"}
    )
    options, found = proof_settings(book, rules, settings)
    assert [item.code for item in found] == ["proof-level-unreadable"] * 2 + ["proof-window-unreadable"]
    assert options.levels["E07"] == "warn"
    assert list(options.windows) == ["I03"]


def test_the_window_of_one_indicator_can_be_set() -> None:
    case = next(case for case in CASES if case["code"] == "proof-outside-window")["wrong"]
    told = check_proofs(proofs(case, {"evidence_windows": "I03=2022-01-01至2024-03-31"}))
    assert "proof-outside-window" not in {item.code for item in told}


def test_what_a_person_looks_at_names_indicator_units_and_window() -> None:
    case = {
        "rows": [{"unit": "白蒲镇", "indicator": "I07", "level": "MET"}, {"indicator": "I03", "level": "UNMET"}],
        "materials": [
            {"unit": "白蒲镇", "indicator": "I07", "title": "设站通知", "type": "M02", "dated": AS_OF},
            {"indicator": "I03", "title": "会议通知", "type": "M02", "dated": AS_OF},
        ],
    }
    looks = manual_list(proofs(case))
    assert {look.indicator for look in looks} == {"I07"}  # nobody looks at what is not claimed
    by_check = {look.check: look for look in looks}
    assert "E24" not in by_check  # no training paper was listed
    assert "每镇（街道）每年召开会议次数不少于 2 次" in by_check["E15"].look
    assert by_check["E05"].units == ("T06",)
    assert by_check["E05"].count == 1
    assert by_check["E05"].window


def test_nothing_is_decided_of_a_secret_paper() -> None:
    loose = [{"name": "通报.pdf", "kind": "pdf", "secret": "机密", "personal": {"身份证号": 3}, "places": ["海安市"]}]
    found = check_proofs(proofs({"loose": loose}))
    assert [item.code for item in found] == ["proof-secret"]
    assert found[0].severity is Severity.ERROR


def test_warnings_do_not_touch_the_assessment() -> None:
    case = next(case for case in CASES if case["code"] == "proof-personal")["wrong"]
    given = proofs(case)
    before = given.assessment.total
    check_proofs(given)
    assert given.assessment.total == before


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": "照片1.jpg", "kind": "jpeg", "width": 2000, "height": 1000}, "“照片1.jpg”是空白的，"),
        ({"name": "方案.pdf", "kind": "pdf", "pages": 1}, "“方案.pdf”是空白的，"),
        ({"name": "方案.pdf", "kind": "pdf", "pages": 3}, "“方案.pdf”的首末页是空白的，"),
    ],
)
def test_only_what_has_several_pages_has_a_first_and_a_last(facts: dict[str, Any], words: str) -> None:
    found = check_proofs(proofs({"loose": [facts | {"blank": True}]}))
    assert [item.message for item in found if item.code == "proof-blank"] == [f"{words}请重新扫描或者换一份。"]


def test_one_wrong_date_is_one_finding() -> None:
    case = next(case for case in CASES if case["about"] == "一份写错年月，前后的都不算错")["wrong"]
    told = [item for item in check_proofs(proofs(case)) if item.code == "proof-number-order"]
    assert [item.message for item in told] == [
        "“皋样发〔2023〕2号”的日期是 2023-11-09，比后面的“皋样发〔2023〕3号”（2023-03-01）还晚，请核对文号和日期。"
    ]


def test_what_is_wrong_with_a_full_claim_is_named_also_where_no_check_does() -> None:
    given = proofs({"materials": [{"title": "通知", "type": "M02", "dated": AS_OF, "doc_no": "样〔2023〕5"}],
                    "rows": [{"indicator": "I03", "level": "MET"}]})  # fmt: skip
    more = [on_row("proof-path-missing", given.materials[0], found="没有.pdf")]
    [told] = [item for item in check_proofs(given, more) if item.code == "proof-claim-open"]
    assert "材料却有问题：存放位置没有这个文件；" in told.message
    assert "；；" not in told.message


def test_pages_and_days_of_a_set_are_those_of_all_its_papers() -> None:
    files = [{"name": f"{name}.pdf", "kind": "pdf", "pages": 2, "characters": 9, "last_day": day}
             for name, day in (("通知", "2023-05-29"), ("纪要", "2023-06-01"))]  # fmt: skip
    row = {"title": "会议材料", "type": "M02", "dated": date(2023, 6, 1), "files": files}
    for note, wrong in (("共4页", False), ("共2页", True)):
        told = {item.code for item in check_proofs(proofs({"materials": [{**row, "note": note}]}))}
        assert ("proof-page-count" in told) is wrong
        assert "proof-day-differs" not in told
