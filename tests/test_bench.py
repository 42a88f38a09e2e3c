"""The benchmark's statistics on invented numbers; that all its modules can be imported. Nothing is timed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from bench import report
from bench.costs import Cost
from bench.pairs import Goal, Middle, Row, at_least, at_most, interleave, share
from bench.run import rows

MODULES = sorted(path for path in Path(__file__).parent.joinpath("bench").rglob("*.py") if path.stem != "__init__")
PAIRS = [(Cost(1, 2), Cost(wall, 5)) for wall in (4.0, 2.0, 3.0, 5.0, 1.0)]


def row(name: str, goal: Goal | None, **rest: object) -> Row:
    return Row(name, "做什么", "和什么比", goal, lambda _data: pytest.fail("not measured"), "受什么限制", **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_module_can_be_imported(path: Path) -> None:
    parts = path.relative_to(Path(__file__).parent).with_suffix("").parts
    assert import_module(".".join(parts)).__doc__


def test_every_module_of_rows_is_in_the_table() -> None:
    names = [each.name for each in rows()]
    modules = [import_module(f"bench.rows.{path.stem}") for path in MODULES if path.parent.name == "rows"]
    assert len(names) == len(set(names)) == sum(len(module.ROWS) for module in modules)


def test_median_and_quartiles() -> None:
    assert Middle.of([4.0, 2.0, 3.0, 5.0, 1.0]) == (2.0, 3.0, 4.0)
    assert Middle.of([7.0]) == (7.0, 7.0, 7.0)


def test_both_take_turns_after_a_round_that_does_not_count() -> None:
    calls: list[str] = []

    def run(name: str, wall: float) -> Cost:
        calls.append(name)
        return Cost(wall, wall)

    found = interleave(lambda: run("a", 1), lambda: run("b", 2), 3)
    assert "".join(calls) == "ab" + "ab" + "ba" + "ab"
    assert found == [(Cost(1, 1), Cost(2, 2))] * 3


def test_a_row_says_what_was_found_and_whether_that_is_enough() -> None:
    wanted = [row("fast", at_least(4)), row("small", at_most(0.5, "至多一半"), figure=share)]
    results = {each.name: report.result_of(each, PAIRS, "2026-01-02") for each in wanted}
    assert results["fast"]["figures"] == [2, 3, 4]
    assert results["fast"]["cpu"] == 2.5
    assert "**3.00 倍**（2.00～4.00） | 2.50 倍 | 1.00 秒 | 3.00 秒 | 5 | 2026-01-02 | **没有** |" in report.line(
        wanted[0], results
    )
    assert report.line(wanted[1], results).endswith("| 是 |\n")
    for_comparison = row("fast", None)
    assert report.line(for_comparison, results).endswith("| 2026-01-02 | — |\n")
    assert report.reaches(for_comparison, results)


def test_what_is_short_of_its_goal_says_why() -> None:
    wanted = [
        row("fast", at_least(4), short="为什么慢"),
        row("small", at_least(1), short="不用说"),
        row("none", at_least(4)),
    ]
    results = {each.name: report.result_of(each, PAIRS, "2026-01-02") for each in wanted[:2]}
    text = report.written(wanted, results, "机器")
    assert text.partition("## 没有达到的目标")[2].partition("##")[0].strip() == "- fast：为什么慢。"
    assert "没有达到的目标" not in report.written(wanted[1:], results, "机器")


def test_a_lead_that_must_not_shrink() -> None:
    first, second = row("first", at_least(1)), row("second", at_least(1), over="first")
    results = {"first": report.result_of(first, PAIRS, ""), "second": report.result_of(second, PAIRS[:1], "")}
    assert report.reaches(second, results)
    assert not report.reaches(second, {**results, "second": report.result_of(second, PAIRS[1:2], "")})


def test_results_are_kept_between_runs() -> None:
    wanted = [row("fast", at_least(4)), row("later", at_least(1))]
    results = {"fast": report.result_of(wanted[0], PAIRS, "2026-01-02")}
    text = report.written(wanted, results, "一台机器")
    assert report.read(text) == results
    assert report.written(wanted, report.read(text), "一台机器") == text
    assert "| later | 做什么 | 和什么比 | 至少 1 倍 | 没有量 |" in text


def test_what_the_country_would_take_is_counted_from_a_hundred_counties() -> None:
    ten = {"other": [8.0, 8.0, 150.0], "ours": [81.0, 80.0, 190.0]}
    hundred = {"other": [81.0, 80.0, 190.0], "ours": [720.0, 700.0, 200.0]}
    text = report.scaled({"scale-10": ten, "scale-100": hundred})
    assert "| 1 | 54 | 8.00 秒 | 148 毫秒 | 150 MiB |" in text
    assert "| 100 | 5,400 | 720 秒 | 133 毫秒 | 200 MiB |" in text
    assert "2,800 个县（151,200 份清单），按 100 个县时的每县 7.20 秒算，一个进程要 5.60 小时" in text
    assert report.scaled({"scale-10": ten}) == ""
