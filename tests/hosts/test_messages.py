"""What buttons say at the end."""

from __future__ import annotations

from typing import Any

from weibao.hosts import messages
from weibao.hosts.messages_progress import progressed

STATUS: dict[str, Any] = {
    "as_of": "2026-11-25", "round": 1, "phases": [], "milestones": [], "items": [], "supervision": {"red": 3},
    "returns": {"returned": ["市教育局"], "missing": [f"{n}镇" for n in range(44)]},
    "total": {"earned": 30.5, "possible": 100, "unassessed": 69.5, "full": 100},
    "ahead": {"until": "2026-12-25", "due": []}, "late": [],
    "danger": {"vetoes_counted": [], "vetoes_open": [], "rows_late": [], "points_late": 0},
}  # fmt: skip


def test_progress_without_milestones_ahead_has_no_two_blank_lines() -> None:
    """LibreOffice's box shows nothing of what follows two of them."""
    told = progressed(STATUS)
    assert "\n\n\n" not in told
    assert told.endswith("督办事项 0 件：红灯 3，黄灯 0，绿灯 0。")


def test_progress_in_short_says_what_is_late_due_and_in_danger() -> None:
    def dated(kind: str, day: str, left: int, title: str) -> dict[str, Any]:
        return {"kind": kind, "date": day, "days_left": left, "title": title}

    told = progressed(
        STATUS
        | {
            "phases": ["全面创建阶段"],
            "late": [
                dated("rows", "2026-11-20", -5, "3 项指标没有得满分，差 2.5 分"),
                dated("matter", "2026-11-20", -5, "督办"),
            ],
            "ahead": {
                "until": "2026-12-25",
                "due": [dated("milestone", "2026-11-25", 0, "自查")]
                + [dated("paper", f"2026-12-0{day}", day + 5, "来" * 41) for day in range(1, 6)]
                + [dated("milestone", "2026-12-20", 25, "申报")],
            },
            "milestones": [{"date": "2026-12-26", "days_left": 31, "title": "报送"}, {"date": None, "title": "巩固"}],
            "danger": {"vetoes_counted": ["V1"], "vetoes_open": ["V2"], "rows_late": [{}, {}, {}], "points_late": 2.5},
        }
    )
    assert told.splitlines()[3:] == [
        "影响推荐：负面清单已计入 V1。",
        "还没有定：负面清单 V2。",
        "过了时限还没有得满分的指标 3 项，差 2.5 分。",
        "",
        "已经过期 1 件：",
        "2026-11-20  3 项指标没有得满分，差 2.5 分（已过 5 天）",
        "",
        "30 天内到期 7 件：",
        "2026-11-25  自查（就在今天）",
        *(f"2026-12-0{day}  {'来' * 40}……（还有 {day + 5} 天）" for day in range(1, 5)),
        "……",
        "2026-12-20  申报（还有 25 天）",
        "",
        "再往后：2026-12-26  报送（还有 31 天）",
        "",
        "督办事项 0 件：红灯 3，黄灯 0，绿灯 0。",
    ]


def test_no_score_yet_is_not_a_score_of_0() -> None:
    nothing = {"earned": 0, "possible": 100, "unassessed": 100, "full": 100}
    assert messages.total(nothing) == "得分 尚无，可能得分 100，未评 100，满分 100。"
    assert messages.total(nothing | {"possible": 98, "unassessed": 98}).startswith("得分 0，")
    category = {"name": "组织领导", **nothing}
    score = {
        "round": 1,
        "as_of": "2026-11-25",
        "total": nothing,
        "categories": [category],
        "vetoes": [],
        "silent_units": [],
        "units": [{"returned": False}],
    }
    told = messages.scored(score)
    assert told.startswith(f"基准日 2026-11-25。{messages.NOT_ISSUED}\n")
    assert "组织领导：尚无／100（未评 100）" in told
    assert messages.scored(score | {"silent_units": ["市教育局"]}).startswith("第1轮，基准日 2026-11-25。\n")
    assert messages.collected({"returns": [], "findings": []}).startswith(messages.NOT_ISSUED)
    assert messages.missing(STATUS | {"returns": {}}) == messages.NOT_ISSUED


def test_everybody_who_has_not_returned_is_named() -> None:
    told = messages.missing(STATUS)
    assert all(name in told for name in STATUS["returns"]["missing"])


def test_the_doctor_counts_what_is_no_problem_too() -> None:
    def told(*states: str) -> str:
        return messages.diagnosis({"checks": [{"state": state} for state in states]})

    assert told("ok", "ok") == "检查了 2 项，没有查出问题。"
    assert told("ok", "warning", "warning") == "检查了 3 项，没有查出问题，另有 2 条提醒。"
    assert told("problem", "warning", "unknown") == "检查了 3 项，查出 1 个问题，另有 1 条提醒、1 项没能查清。"


def test_the_question_for_a_new_round_says_what_an_empty_answer_means() -> None:
    planned = {"next": {"id": "LC2", "name": "全面自查", "due": "2024-01-31"}}
    assert messages.round_name(planned) == "空着就是方案计划的“全面自查”。"
    assert messages.round_due(planned, "").endswith("空着就按计划，2024-01-31。")
    assert messages.round_due(planned, "全面自查") == messages.round_due(planned, "")
    assert "2024-01-31" not in messages.round_due(planned, "整改复报")
    assert messages.round_name({"next": None}) == "空着就叫“第几轮”。"


def test_what_went_back_is_told_by_round() -> None:
    names = (
        "01 甲－退回修改意见（第1轮）.docx",
        "02 乙－退回修改意见（第2轮）.docx",
        "03 丙－退回修改意见（第2轮）.docx",
    )
    told = messages.sent_back({"slips": [*names, "03 丙－退回修改意见（第2轮）－请在此副本上修改.xlsx"]})
    assert told.startswith("第1轮有 1 个单位要修改，第2轮有 2 个单位要修改：写好退回修改意见 3 份、标好的副本 1 份。")
    assert "没有需要单位修改的地方" in messages.sent_back({"slips": []})
