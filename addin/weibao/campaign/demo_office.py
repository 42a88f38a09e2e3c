"""What the office of the demonstration typed into 核定台账: settings, some verified scores, opinions, a closure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from weibao.campaign.demo_drafts import Scene
from weibao.campaign.demo_meetings import demo_meetings, meeting_entries
from weibao.campaign.demo_mistakes import MISTAKES, blanked
from weibao.campaign.demo_people import change_rows, demo_changes, demo_roster
from weibao.campaign.demo_returns import demo_drafts
from weibao.campaign.demo_tasks import demo_nodes, demo_publicity, demo_works, task_entries
from weibao.campaign.demo_text import base_of
from weibao.compute.item_numbers import ItemNumber
from weibao.compute.model import Closure, Office, Round, Ruling, Verified
from weibao.rulebook.model import Indicator, Rulebook
from weibao.sheets.layout import CHANGES, REVIEW, RULING_CHOICES, RULINGS, SUPERVISION, VERIFICATION, Table
from weibao.sheets.ledger_facts import answer_key, event_key

ISSUED, DUE, AS_OF = date(2023, 9, 1), date(2023, 9, 28), date(2023, 10, 9)
SETTINGS = {"office_contact": "王样例", "office_phone": "0513-00000000"}
CLERK, LEADER = "赵示例", "钱样例"

# Every so many-th answered indicator has been verified so far, every so many-th of those below the claim.
VERIFIED_EVERY, LOWERED_EVERY = 5, 3

Cells = Mapping[str, str | int | float | date | None]
Entries = dict[str, list[tuple[str, Cells]]]


def demo_round(number: int = 1) -> Round:
    """The round of the demonstration."""
    return Round(number, "申报自评", "指标清单", ISSUED, DUE)


def demo_office(scene: Scene, claimed: Mapping[str, int]) -> Office:
    """The office's inputs. `claimed` is what the units claim by indicator, in steps: the office goes through those."""
    verified, opinions = {}, {}
    answered = [indicator for indicator in scene.rulebook.indicators if claimed.get(indicator.id)]
    for number, indicator in enumerate(answered[1::VERIFIED_EVERY]):
        lowered = number % LOWERED_EVERY == LOWERED_EVERY - 1
        on = scene.calendar.add_workdays(scene.due, 1 + number % 2)
        verified[indicator.id] = Verified(
            claimed[indicator.id] - lowered,
            f"{_material(scene, indicator)}内容不全，扣一档" if lowered else "查阅佐证材料，与自评一致",
            CLERK,
            on,
            scene.round.number,
        )
        if lowered:
            unit = scene.rulebook.members(indicator.claimants)[0]
            opinions[unit, indicator.id] = f"请补报{_material(scene, indicator)}，补齐后按程序复核。"
    roster = demo_roster(scene)
    meetings, decisions = demo_meetings(scene, roster)
    return Office(
        rounds=(scene.round,),
        verified=verified,
        opinions=opinions,
        rulings=_rulings(scene),
        closures=_closures(scene),
        settings=SETTINGS,
        roster=roster,
        changes=demo_changes(scene, roster),
        meetings=meetings,
        decisions=decisions,
        tasks=demo_works(scene, {**claimed, **{key: item.points for key, item in verified.items()}}),
        task_nodes=demo_nodes(scene),
        publicity=demo_publicity(scene),
    )


def _material(scene: Scene, indicator: Indicator) -> str:
    hints = [hint for hint in scene.rulebook.evidence if hint.indicator == indicator.id]
    return base_of(hints[-1]) if hints else "佐证材料"


def _closures(scene: Scene) -> dict[str, Closure]:
    """One row that a unit left blank was settled by telephone."""
    order = next(mistake.order for mistake in MISTAKES if mistake.kind == "blank_rows")
    draft = next((draft for draft in demo_drafts(scene) if draft.unit.order == order), None)
    if draft is None or not blanked(draft):
        return {}
    item = str(ItemNumber(scene.round.number, order, blanked(draft)[0].id))
    opened = scene.calendar.add_workdays(scene.due, 1)
    closed = scene.calendar.add_workdays(opened, 1)
    note, proof = "经电话核实，本轮没有涉及本单位的任务，同意办结。", "电话核实记录"
    return {item: Closure(item, opened, closed, note, handler=CLERK, closed_by=LEADER, evidence=proof)}


def _rulings(scene: Scene) -> tuple[Ruling, ...]:
    """The event before the window was ruled not to count; the one inside it is not ruled yet."""
    old = {mistake.order for mistake in MISTAKES if mistake.kind == "veto_old"}
    events = [
        (veto, cells["happened_on"])
        for draft in demo_drafts(scene)
        if draft.unit.order in old
        for veto, cells in draft.vetoes.items()
        if cells.get("happened_on")
    ]
    return tuple(Ruling(veto, day, False, LEADER, "早于影响期，不计入。") for veto, day in events)


def ledger_entries(rulebook: Rulebook, office: Office) -> Entries:
    """The same as rows to type into 核定台账: by sheet, (key, {heading: value})."""
    points = rulebook.scale.points
    verified = [
        (
            key,
            _cells(VERIFICATION, verified=float(points(item.points)), reason=item.reason, by=item.by, on=item.on,
                   round=item.round),
        )
        for key, item in office.verified.items()
    ]  # fmt: skip
    opinions = [(answer_key(*key), _cells(REVIEW, opinion=text)) for key, text in office.opinions.items()]
    closures = [
        (
            key,
            _cells(
                SUPERVISION,
                opened=item.opened,
                closed=item.closed,
                closing_note=item.note,
                handler=item.handler,
                closed_by=item.closed_by,
                evidence=item.evidence,
            ),
        )
        for key, item in office.closures.items()
    ]
    rulings = [
        (
            event_key(item.veto, item.happened_on),
            _cells(RULINGS, ruling=RULING_CHOICES[1], by=item.by, on=AS_OF - timedelta(days=1), note=item.note),
        )
        for item in office.rulings
    ]
    tables = {VERIFICATION: verified, REVIEW: opinions, SUPERVISION: closures, RULINGS: rulings}
    entries = {table.sheet: [(key, cells) for key, cells in rows] for table, rows in tables.items()}
    changes = change_rows(rulebook, office.changes)
    entries |= task_entries(rulebook, office.tasks, office.task_nodes, office.publicity)
    entries |= meeting_entries(rulebook, office.meetings, office.decisions)
    return entries | ({CHANGES.sheet: changes} if changes else {})


def _cells(table: Table, **values: str | float | date | None) -> Cells:
    """Values by the heading of their column."""
    headers = {column.key: column.header for column in table.columns}
    return {headers[key]: value for key, value in values.items()}
