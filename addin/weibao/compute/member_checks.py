"""What the office should look at in 成员名册 and 成员变动: posts without anybody, changes that are late or unproven."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from weibao.compute.members import LETTER, NOTICE, asked_units, has_paper, holders, is_told, post_of, with_notices
from weibao.compute.openings import dead_numbers, same_number
from weibao.compute.setting_values import names
from weibao.compute.words import member_name
from weibao.errors import CalendarRangeError
from weibao.findings import Finding, finding, some
from weibao.workdays import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from weibao.compute.members import MemberChange
    from weibao.compute.office import Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Post, Rulebook
    from weibao.workdays import WorkCalendar

# Units named in one finding; more of them say nothing new.
_NAMED: Final = 8
_PAPERS: Final = {NOTICE: "调整通知的文号", LETTER: "单位函告的文号或备案（办结）日期", "": "办结日期"}

Key = tuple[str, str, str]


def member_findings(
    rulebook: Rulebook, settings: Settings, calendar: WorkCalendar, office: Office, as_of: date
) -> tuple[Finding, ...]:
    """All findings; none for a ledger without the two sheets."""
    if not office.roster and not office.changes:
        return ()
    late = _Late(settings.member_days, calendar, as_of)
    changes = [(change, post) for change in office.changes if (post := post_of(rulebook, change))]
    found = [*_roster(rulebook, settings, office)]
    for change, post in changes:
        found += _change(rulebook, office, change, post, late)
    single = [change for change, post in changes if not post.whole]
    found += _unknown(rulebook, office, single)
    found += _outdated(rulebook, office, single)
    return tuple(found)


# --- 成员名册 -----------------------------------------------------------------------------------------


def _roster(rulebook: Rulebook, settings: Settings, office: Office) -> Iterator[Finding]:
    if not any(member.name for member in office.roster):
        if office.roster:
            yield finding("roster-empty")
        return
    for post in rulebook.posts:
        if post.whole:
            continue
        held = holders(office, post)
        yield from _vacant(rulebook, office, post)
        if post.seats is not None and len(held) > post.seats:
            name = f"{post.body}{post.name}"
            yield finding("roster-too-many", post=name, seats=post.seats, count=len(held), names="、".join(held))
        if post.setting:
            yield from _setting(rulebook, settings, post, held)
        yield from _formless(office, post)


def _vacant(rulebook: Rulebook, office: Office, post: Post) -> Iterator[Finding]:
    """Units that ought to have somebody in a post and have nobody in the roster."""
    own = [member for member in office.roster if (member.body, member.post) == (post.body, post.name) and member.name]
    name = f"{post.body}{post.name}"
    asked = asked_units(rulebook, post)
    if not asked and not own:
        yield finding("roster-nobody", post=name)
    lacking = [unit for unit in asked if unit not in {member.unit for member in own}]
    if lacking:
        names = some([member_name(rulebook, unit) for unit in lacking], _NAMED)
        yield finding(
            "roster-vacant", unit=lacking[0] if len(lacking) == 1 and lacking[0] in rulebook.unit_by_id else "",
            post=name, count=len(lacking), names=names,
        )  # fmt: skip


def _formless(office: Office, post: Post) -> Iterator[Finding]:
    """Persons of whom it is not said in which form they hold a post that has several."""
    own = [member for member in office.roster if (member.body, member.post) == (post.body, post.name)]
    if post.forms and (open_ := [member.name for member in own if member.name and not member.form]):
        yield finding(
            "roster-form", post=f"{post.body}{post.name}", names="、".join(open_), titles="、".join(post.titles)
        )


def _setting(rulebook: Rulebook, settings: Settings, post: Post, held: Sequence[str]) -> Iterator[Finding]:
    """The same persons stand in a setting: what was typed there holds, and must agree with the roster."""
    typed = names(settings.texts.get(post.setting, ""))
    if held and typed and set(held) != set(typed):
        title = next(setting.title for setting in rulebook.settings if setting.id == post.setting)
        yield finding(
            "roster-setting", post=f"{post.body}{post.name}", names="、".join(held), title=title, found="、".join(typed)
        )


# --- 成员变动 -----------------------------------------------------------------------------------------


def number_findings(rulebook: Rulebook, office: Office) -> Iterator[Finding]:
    """Numbers of papers that hold no more, as the office typed them; what replaces one is named."""
    gone = dead_numbers(office.register)
    for change, now in zip(office.changes, with_notices(rulebook, office).changes, strict=True):
        if same_number(change.doc_no) in gone:
            more = f"现在的是“{now.doc_no}”，请改填。" if now.doc_no else "请办好新的，再改填新文号。"
            yield finding("member-number-gone", key=change.id, number=change.doc_no, more=more)


class _Late:
    """From when on a change is late; None where the calendar does not reach so far."""

    def __init__(self, days: int, calendar: WorkCalendar, as_of: date) -> None:
        self.days = days
        self._calendar = calendar
        self.as_of = as_of

    def since(self, start: date) -> bool:
        """Whether more working days have passed since `start` than are given."""
        try:
            return self.as_of > self._calendar.add_workdays(start, self.days)
        except CalendarRangeError:
            return False


def _change(rulebook: Rulebook, office: Office, change: MemberChange, post: Post, late: _Late) -> Iterator[Finding]:
    who = f"{member_name(rulebook, change.unit)}{post.body}{post.name}"
    place = change.unit if change.unit in rulebook.unit_by_id else ""
    if change.old and not change.new and not change.note and not post.whole:
        yield finding("member-no-successor", unit=place, key=change.id, who=who, old=change.old)
    for what, day in (("提出日期", change.proposed), ("批准日期", change.approved), ("办结日期", change.closed)):
        if day and day > late.as_of:
            yield finding("member-ahead", unit=place, key=change.id, what=what, day=day_text(day))
    lacking = _lacking(rulebook, office, change, post)
    if not lacking:
        return
    start = change.changed or change.proposed
    common = {"key": change.id, "who": who, "what": "、".join(lacking), "procedure": post.procedure}
    if change.closed:
        yield finding("member-unproven", unit=place, **common)
    elif start is None:
        yield finding("member-no-day", unit=place, **common)
    elif late.since(start):
        yield finding("member-late", unit=place, **common, start=day_text(start), days=late.days)


def _lacking(rulebook: Rulebook, office: Office, change: MemberChange, post: Post) -> list[str]:
    """What the procedure asks for and the row does not have."""
    lacking = []
    if post.approval and not change.approved:
        lacking.append(f"{post.approval}批准的日期")
    # Our notice has a number; a unit's letter may have none, then the day of filing says that it came.
    there = has_paper if post.paper == NOTICE else is_told
    if not there(rulebook, office, change):
        lacking.append(_PAPERS[post.paper])
    return lacking


def _unknown(rulebook: Rulebook, office: Office, changes: Sequence[MemberChange]) -> Iterator[Finding]:
    """Changes still to be told whose 原任人员 the roster does not have in that post of that unit.

    Who came by another change of the post may leave by this one; a roster that names who comes has been renewed.
    """
    held = {key: {_bare(name) for name in found} for key, found in _held(office).items()}
    came: dict[Key, set[str]] = defaultdict(set)
    for change in changes:
        came[_key(change)].update(map(_bare, names(change.new)))
    for change in changes:
        key = _key(change)
        now = held.get(key, set())
        wrong = [name for name in names(change.old) if _bare(name) not in now | came[key]]
        renewed = bool(change.new) and {_bare(name) for name in names(change.new)} <= now
        if wrong and now and not renewed and not is_told(rulebook, office, change):
            who = f"{member_name(rulebook, change.unit)}{change.body}{change.post}"
            yield finding(
                "member-old-unknown", unit=change.unit if change.unit in rulebook.unit_by_id else "",
                key=change.id, who=who, old="、".join(wrong), found="、".join(sorted(_held(office)[key])),
            )  # fmt: skip


def _held(office: Office) -> dict[Key, set[str]]:
    """Who the roster names in a post of a unit; several where several hold it."""
    held: dict[Key, set[str]] = defaultdict(set)
    for member in office.roster:
        held[member.body, member.post, member.unit].update(names(member.name))
    return held


def _bare(name: str) -> str:
    """A name without the blanks that make two characters as wide as three."""
    return "".join(name.split())


def _outdated(rulebook: Rulebook, office: Office, changes: Sequence[MemberChange]) -> Iterator[Finding]:
    """Changes that are done while the roster still names who left, or does not name who came."""
    held = _held(office)
    if not any(held.values()):
        return
    left: dict[Key, set[str]] = defaultdict(set)
    entered: dict[Key, set[str]] = defaultdict(set)
    done = [change for change in changes if is_told(rulebook, office, change)]
    for change in done:
        left[_key(change)].update(names(change.old))
        entered[_key(change)].update(names(change.new))
    for change in done:
        key, now = _key(change), held[_key(change)]
        gone = (set(names(change.old)) & now) - entered[key]
        came = set(names(change.new)) - left[key]
        if gone or came - now:
            who = f"{member_name(rulebook, change.unit)}{change.body}{change.post}"
            shown = "、".join(sorted(now)) or "空着"
            yield finding(
                "roster-outdated", key=change.id, who=who, found=shown, new=change.new or "空着（已不再担任）"
            )


def _key(change: MemberChange) -> Key:
    return change.body, change.post, change.unit
