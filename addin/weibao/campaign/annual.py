"""The year's input (年度工作情况) of a campaign: its returns read by the same guards as checklists, and told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from weibao.campaign.collect import Collected, collect_round
from weibao.compute.annual import AnnualYear, annual_rounds
from weibao.findings import finding, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from weibao.campaign.grounds import Grounds
    from weibao.campaign.identity import Earlier
    from weibao.campaign.readings import Readings
    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Issued, Store
    from weibao.compute.model import Round, Submission
    from weibao.findings import Finding

_NAMED = 8


@dataclass(frozen=True)
class Annual:
    """A round of 年度工作情况 as it came back."""

    year: AnnualYear
    collected: Collected


@dataclass(frozen=True)
class KeptYear:
    """What the history keeps of that round, by unit id; `earlier` are the rounds before."""

    issued: Mapping[str, Issued]
    used: Mapping[str, tuple[str, str]]
    memory: Mapping[str, str]
    earlier: Mapping[int, Earlier]


def last_annual(grounds: Grounds, before: int = 0) -> Round | None:
    """The last round of 年度工作情况 that is out (and comes `before` that number); None where there is none."""
    found = annual_rounds(grounds.rulebook, grounds.office.rounds)
    return next((item for item in reversed(found) if not before or item.number < before), None)


def collect_annual(
    grounds: Grounds, round_: Round, kept: KeptYear, readings: Readings, as_of: date, progress: Callable[..., None]
) -> Annual:
    """Read a round of 年度工作情况; its findings are those of the files, of what is personal and of who owes."""
    collected = collect_round(
        grounds.campaign.root, grounds.rulebook, grounds.settings, grounds.office, round_.number,
        issued=kept.issued, used=kept.used, memory=kept.memory, earlier=kept.earlier, readings=readings,
        progress=progress,
    )  # fmt: skip
    # A unit that was given no workbook is asked nothing.
    returns = tuple(
        item for item in collected.returns if not kept.issued or item.unit in kept.issued or item.status.counts
    )
    answers = {
        unit: {item.field: item for item in submission.annual} for unit, submission in collected.submissions.items()
    }
    told = _personal(grounds, collected.submissions)
    year = AnnualYear(round_, returns, answers, frozenset(told))
    more = (*told.values(), *_owing(grounds, year, as_of))
    return Annual(year, replace(collected, findings=(*collected.findings, *more)))


def _personal(grounds: Grounds, submissions: Mapping[str, Submission]) -> dict[tuple[str, str], Finding]:
    """By unit and field the answers with something in them that leads to one person, never the thing itself."""
    from weibao.documents.privacy import kinds_in, own_texts

    allowed = own_texts(grounds.rulebook, dict(grounds.settings.texts))
    titles = {item.id: item.title for item in grounds.rulebook.annual_fields}
    told = {}
    for unit, submission in submissions.items():
        for item in submission.annual:
            if kinds := dict.fromkeys(kinds_in(item.text, allowed)):
                found = finding("annual-personal", unit=unit, title=titles[item.field], kinds="、".join(kinds))
                told[unit, item.field] = found.at(file=submission.file, sheet=item.sheet, cell=item.cell)
    return told


def _owing(grounds: Grounds, year: AnnualYear, as_of: date) -> Iterator[Finding]:
    due, owing = year.round.due, year.owing
    if due and due < as_of and owing:
        names = [grounds.rulebook.unit_by_id[unit].name for unit in owing]
        listed = some(names, _NAMED)
        yield finding(
            "annual-owing", number=year.round.number, name=year.round.name, due=due, count=len(names), names=listed
        )


def remember_annual(store: Store, situation: Situation) -> list[Finding]:
    """Tell the history which files of 年度工作情况 lie there and how each unit stands; a finding for every file that
    cannot be read.
    """
    from weibao.campaign.history import Kind, record
    from weibao.campaign.history_facts import returned_files

    if situation.annual is None:
        return []
    number, own = situation.annual.year.round.number, situation.annual.collected
    assessment = replace(situation.assessment, round=number)
    files, findings = returned_files(store, replace(situation, collected=own, assessment=assessment))
    record(store, Kind.RETURN, f"回收/第{number}轮/", files)
    names = situation.grounds.rulebook.unit_by_id
    states = {f"{number}/{names[item.unit].name}": item.status.value for item in own.returns}
    record(store, Kind.STATUS, f"{number}/", states)
    return findings


def annual_counts(situation: Situation) -> dict[str, Any] | None:
    """`status --json`: how the last round of 年度工作情况 stands; None where none is out."""
    if situation.annual is None:
        return None
    year, names = situation.annual.year, situation.grounds.rulebook.unit_by_id
    return {
        "round": year.round.number,
        "name": year.round.name,
        "due": year.round.due.isoformat() if year.round.due else None,
        "asked": len(year.returns),
        "returned": len(year.returns) - len(year.owing),
        "owing": [names[unit].name for unit in year.owing],
    }


def annual_object(situation: Situation) -> dict[str, Any] | None:
    """`rounds --json`: the same with every answer; `text` is null but where one was given."""
    counts = annual_counts(situation)
    if counts is None or situation.annual is None:
        return None
    rulebook = situation.grounds.rulebook
    answers = [
        {
            "unit": rulebook.unit_by_id[told.unit].name,
            "id": told.field.id,
            "title": told.field.title,
            "state": told.state.value,
            "text": told.text or None,
        }
        for told in situation.annual.year.told(rulebook)
    ]
    return {**counts, "answers": answers}


def returned_line(situation: Situation) -> str:
    """`collect`: how many have returned the year's input; "" where none is out."""
    counts = annual_counts(situation)
    if not counts:
        return ""
    return f"第{counts['round']}轮（{counts['name']}）：应报 {counts['asked']} 个单位，已报 {counts['returned']} 个。"


def owing_line(situation: Situation) -> str:
    """Who has not returned the year's input, in a line; "" where nobody owes it."""
    counts = annual_counts(situation)
    if not counts or not counts["owing"]:
        return ""
    assert situation.annual is not None  # noqa: S101 - there are counts
    names, states = situation.grounds.rulebook.unit_by_id, situation.annual.year.owing_by_state
    head = f"年度工作情况（第{counts['round']}轮）应报 {counts['asked']} 个，还差 {len(counts['owing'])} 个"
    said = [
        f"{status.label} {len(ids)} 个：{'、'.join(names[unit].name for unit in ids)}" for status, ids in states.items()
    ]
    return f"{head}。{'；'.join(said)}。"
